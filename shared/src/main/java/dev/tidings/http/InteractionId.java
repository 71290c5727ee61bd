package dev.tidings.http;

import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code x-fapi-interaction-id}: echoed when valid, else minted. Source: FAPI, OBIE R/W v4.0,
 * Headers.
 */
public final class InteractionId {

  public static final String HEADER = "x-fapi-interaction-id";

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final String ATTRIBUTE = InteractionId.class.getName();

  private InteractionId() {}

  /** The id of this request; the same at every call. */
  public static String of(Context ctx) {
    String id = ctx.attribute(ATTRIBUTE);
    if (id == null) {
      id = validOrNew(ctx.header(HEADER));
      ctx.attribute(ATTRIBUTE, id);
    }
    return id;
  }

  /** What was sent if it is a UUID, else a fresh one. */
  static String validOrNew(@Nullable String sent) {
    return sent != null && UUID_FORM.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
  }

  /** Puts the id on the answer. */
  public static void echo(Context ctx) {
    ctx.header(HEADER, of(ctx));
  }
}
