package dev.tidings.bank.http;

import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.IsoDateTime;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads query parameters, each at most once. Source: OBIE R/W v4.0, Filtering. */
public final class QueryParameters {

  private QueryParameters() {}

  /**
   * The parameter's text, or null when it was not sent.
   *
   * @throws ApiException 400 U002 when it was sent more than once
   */
  public static @Nullable String single(Context ctx, String name) {
    List<String> values = ctx.queryParams(name);
    if (values.size() > 1) {
      throw ApiException.badRequest(name, ErrorCode.FIELD_INVALID, name + " was sent twice");
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  /**
   * A moment in UTC, or null when it was not sent.
   *
   * @throws ApiException 400 U003 when it is no ISO 8601 date or date and time
   */
  public static @Nullable Instant dateTime(Context ctx, String name) {
    String text = single(ctx, name);
    if (text == null) {
      return null;
    }
    try {
      return IsoDateTime.parseInQuery(text);
    } catch (DateTimeException e) {
      throw ApiException.badRequest(
          name,
          ErrorCode.FIELD_INVALID_DATE,
          "expected a UTC date and time such as 2026-11-23T10:43:07 or a date");
    }
  }
}
