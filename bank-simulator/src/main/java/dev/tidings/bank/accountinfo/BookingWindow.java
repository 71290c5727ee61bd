package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.QueryParameters;
import dev.tidings.openbanking.ErrorCode;
import io.javalin.http.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The booking times that are wanted: what the query asks for, within what the consent opens. Both
 * ends are included; null is open. Source: OBIE R/W v4.0, Transactions, Filtering.
 */
record BookingWindow(@Nullable Instant from, @Nullable Instant to) {

  static final String FROM = "fromBookingDateTime";
  static final String TO = "toBookingDateTime";

  /**
   * @throws ApiException 400 U003 when a date is malformed or the two are in the wrong order
   */
  static BookingWindow of(Context ctx, Consent consent) {
    Instant from = QueryParameters.dateTime(ctx, FROM);
    Instant to = QueryParameters.dateTime(ctx, TO);
    if (from != null && to != null && from.isAfter(to)) {
      throw ApiException.badRequest(
          TO, ErrorCode.FIELD_INVALID_DATE, TO + " must not be before " + FROM);
    }
    return new BookingWindow(
        later(from, consent.transactionsFrom()), earlier(to, consent.transactionsTo()));
  }

  /** What of it lies between these two, both included. */
  BookingWindow within(Instant earliest, Instant latest) {
    return new BookingWindow(later(from, earliest), earlier(to, latest));
  }

  /** Whether nothing can be in it. */
  boolean isEmpty() {
    return from != null && to != null && from.isAfter(to);
  }

  static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
