package dev.tidings.bank.accountinfo;

import dev.tidings.bank.accountinfo.CallLimits.Rate;
import dev.tidings.bank.accountinfo.UnattendedCalls.Read;
import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.FapiHeaders;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBError;
import dev.tidings.persistence.Database;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets TPPs call as often as they may, and answers 429 to who calls more often. Thread-safe. */
final class CountCalls {

  private static final String ACCOUNT_ID = "AccountId";

  private final @Nullable ClientRates rates;
  private final @Nullable UnattendedCalls unattended;
  private final InstantSource clock;

  CountCalls(CallLimits limits, Database database, InstantSource clock) {
    Rate rate = limits.rate();
    this.rates = rate == null ? null : new ClientRates(rate);
    this.unattended = limits.psd2() ? new UnattendedCalls(database) : null;
    this.clock = clock;
  }

  /**
   * Counts a call of this TPP.
   *
   * @throws ApiException 429 with {@code Retry-After} when there are too many
   */
  void call(Context ctx, String clientId) {
    if (rates != null) {
      check(ctx, rates.call(clientId, clock.instant()), "too many calls");
    }
  }

  /**
   * Counts a read that the customer did not ask for. One that is refused for its account is none.
   *
   * @throws ApiException 429 with {@code Retry-After} when there are too many
   */
  void unattended(Context ctx, Consent consent, DataEndpoint endpoint) {
    String accountId = Objects.requireNonNullElse(ctx.pathParamMap().get(ACCOUNT_ID), "");
    boolean refused = !accountId.isEmpty() && !consent.accountIds().contains(accountId);
    if (unattended == null || refused || ctx.header(FapiHeaders.CUSTOMER_IP_ADDRESS) != null) {
      return;
    }
    String customerId = Objects.requireNonNull(consent.customerId(), "an authorised consent");
    Read read = new Read(consent.clientId(), customerId, endpoint.path(), accountId);
    boolean furtherPage = ctx.queryParam(PageToken.PARAMETER) != null;
    check(
        ctx,
        unattended.call(read, furtherPage, clock.instant()),
        "without the customer this may be read "
            + UnattendedCalls.CALLS_MAX
            + " times in 24 hours");
  }

  /** Seconds are rounded up: who comes back then is served. */
  private static void check(Context ctx, Duration wait, String message) {
    if (wait.isPositive()) {
      long seconds = wait.plusNanos(999_999_999).toSeconds();
      ctx.header("Retry-After", Long.toString(seconds));
      throw new ApiException(
          429,
          List.of(
              OBError.of(
                  ErrorCode.UNEXPECTED_ERROR, message + "; come back in " + seconds + " s")));
    }
  }
}
