package dev.tidings.bank.notification;

import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.OBEventSubscription;
import dev.tidings.openbanking.OBEventSubscription.Limit;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription asks for beyond the standard.
 *
 * @param content whether its SETs carry the balances
 */
record Extension(boolean content, Thresholds thresholds) {

  static final Extension NONE = new Extension(false, Thresholds.NONE);

  /** The one sort of content there is. */
  static final String BALANCES = "Balances";

  /** On the wire; null when it asks for nothing. */
  OBEventSubscription.@Nullable Extension wire() {
    return equals(NONE)
        ? null
        : new OBEventSubscription.Extension(content ? BALANCES : null, wireThresholds());
  }

  /** The thresholds as the table keeps them; null for none. */
  @Nullable String thresholdsJson() {
    OBEventSubscription.Thresholds wire = wireThresholds();
    return wire == null ? null : OpenBankingJson.write(wire);
  }

  /** Reads what the table keeps. */
  static Extension of(@Nullable String content, @Nullable String thresholdsJson) {
    return new Extension(
        content != null, thresholdsJson == null ? Thresholds.NONE : thresholds(thresholdsJson));
  }

  private OBEventSubscription.@Nullable Thresholds wireThresholds() {
    if (thresholds.areNone()) {
      return null;
    }
    return new OBEventSubscription.Thresholds(
        thresholds.movedAtLeast().stream().map(Money::amount).toList(),
        thresholds.crossed().stream()
            .map(limit -> new Limit(limit.amount(), limit.indicator()))
            .toList());
  }

  private static Thresholds thresholds(String json) {
    try {
      var wire = OpenBankingJson.read(json, OBEventSubscription.Thresholds.class);
      return new Thresholds(
          orEmpty(wire.movedAtLeast()).stream()
              .map(amount -> Money.parse(amount.amount(), amount.currency()))
              .toList(),
          orEmpty(wire.crossed()).stream()
              .map(limit -> limit.amount().signed(limit.creditDebitIndicator()))
              .toList());
    } catch (IOException e) {
      throw new IllegalStateException("the table holds unreadable thresholds", e);
    }
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
