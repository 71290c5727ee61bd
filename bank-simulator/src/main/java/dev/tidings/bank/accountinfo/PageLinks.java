package dev.tidings.bank.accountinfo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.bank.accountinfo.TransactionPages.Page;
import dev.tidings.bank.http.QueryParameters;
import dev.tidings.openbanking.Links;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Links to a page and its neighbours, with the filters of the call. OBIE R/W v4.0, Links. */
final class PageLinks {

  private PageLinks() {}

  static Links of(Context ctx, ApiLinks links, Page page) {
    boolean paged = page.prev() != null || page.next() != null;
    return new Links(
        address(ctx, links, QueryParameters.single(ctx, PageToken.PARAMETER)),
        paged ? address(ctx, links, null) : null,
        page.prev() == null ? null : address(ctx, links, page.prev().text()),
        page.next() == null ? null : address(ctx, links, page.next().text()),
        null);
  }

  private static String address(Context ctx, ApiLinks links, @Nullable String token) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    add(query, BookingWindow.FROM, QueryParameters.single(ctx, BookingWindow.FROM));
    add(query, BookingWindow.TO, QueryParameters.single(ctx, BookingWindow.TO));
    add(query, PageToken.PARAMETER, token);
    return links.called(ctx) + query;
  }

  private static void add(StringJoiner query, String name, @Nullable String value) {
    if (value != null) {
      query.add(name + "=" + URLEncoder.encode(value, UTF_8));
    }
  }
}
