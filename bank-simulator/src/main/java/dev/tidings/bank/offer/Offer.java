package dev.tidings.bank.offer;

import dev.tidings.openbanking.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One offer to the holder of one account.
 *
 * @param rate percent a year, with at most four decimals; null where no rate is offered
 * @param amount up to this sum
 * @param endsAt from then on it is no more
 */
public record Offer(
    String offerId,
    String accountId,
    Kind kind,
    String description,
    String term,
    @Nullable String rate,
    Money amount,
    Instant startsAt,
    Instant endsAt) {

  /** The standard's OBExternalOfferType1Code, as far as the bank uses it. */
  public enum Kind {
    BalanceTransfer,
    LimitIncrease,
    PromotionalRate
  }
}
