package dev.tidings.bank.http;

import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBError;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Content negotiation. Source: OBIE R/W v4.0, HTTP Headers: Content-Type and Accept. */
public final class MediaTypes {

  private static final String JSON = "application/json";

  /** What statements are written in. */
  public static final String PDF = "application/pdf";

  private MediaTypes() {}

  /**
   * The client must be able to read JSON.
   *
   * @throws ApiException 406 when {@code Accept} excludes it
   */
  public static void requireAcceptsJson(Context ctx) {
    requireAccepts(ctx, JSON);
  }

  /**
   * The client must be able to read this type.
   *
   * @param type below {@code application/}
   * @throws ApiException 406 when {@code Accept} excludes it
   */
  public static void requireAccepts(Context ctx, String type) {
    String accept = ctx.header("Accept");
    if (accept == null || accept.isBlank()) {
      return;
    }
    for (String range : accept.split(",", -1)) {
      if (allows(range, type)) {
        return;
      }
    }
    throw refused(406, "Accept", "only " + type + " can be given");
  }

  /**
   * The body must be JSON.
   *
   * @throws ApiException 415 when {@code Content-Type} says otherwise or nothing
   */
  public static void requireJsonBody(Context ctx) {
    String type = ctx.contentType();
    if (Collections.list(ctx.req().getHeaders("Content-Type")).size() > 1) {
      throw refused(415, "Content-Type", "expected one type");
    }
    if (ctx.header("Content-Encoding") != null) {
      throw refused(415, "Content-Encoding", "the body must not be packed");
    }
    if (type == null || !essence(type).equals(JSON) || !isUtf8(parameter(type, "charset"))) {
      throw refused(415, "Content-Type", "expected " + JSON + " in UTF-8");
    }
  }

  private static boolean allows(String range, String type) {
    return List.of(type, "application/*", "*/*").contains(essence(range))
        && isUtf8(parameter(range, "charset"))
        && !isZero(parameter(range, "q"));
  }

  private static String essence(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String parameter(String type, String name) {
    for (String part : type.split(";", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2 && pair[0].strip().equalsIgnoreCase(name)) {
        return pair[1].strip().replace("\"", "");
      }
    }
    return null;
  }

  private static boolean isUtf8(@Nullable String charset) {
    return charset == null || charset.equalsIgnoreCase("utf-8");
  }

  private static boolean isZero(@Nullable String quality) {
    return quality != null && quality.matches("0(\\.0{0,3})?");
  }

  private static ApiException refused(int status, String header, String message) {
    return new ApiException(status, List.of(OBError.at(header, ErrorCode.HEADER_INVALID, message)));
  }
}
