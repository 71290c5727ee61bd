package dev.tidings.bank.http;

import dev.tidings.openbanking.ErrorCode;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query as it came. Source: RFC 3986 §2.1, §3.4. */
final class QueryString {

  private static final Pattern WELL_FORMED = Pattern.compile("(?:[^%]|%[0-9a-fA-F]{2})*+");

  private QueryString() {}

  /**
   * Lets pass what is encoded as it must be.
   *
   * @throws ApiException 400 U002 for a broken escape, for what is not UTF-8, and for NUL
   */
  static void check(Context ctx) {
    if (isMalformed(ctx.req().getQueryString())) {
      throw ApiException.badRequest(
          ErrorCode.FIELD_INVALID, "the query is not UTF-8, encoded by percent signs");
    }
  }

  private static boolean isMalformed(@Nullable String query) {
    if (query == null || query.indexOf('%') < 0) {
      return false;
    }
    if (!WELL_FORMED.matcher(query).matches()) {
      return true;
    }
    String decoded = URLDecoder.decode(query, StandardCharsets.UTF_8);
    return decoded.indexOf('\0') >= 0 || decoded.indexOf('\uFFFD') >= 0;
  }
}
