package dev.tidings.tpp.meter;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How one may learn of changes: by being told, or by asking ever so often. */
public enum Approach {
  EVENTS(null),
  EVERY_5_SECONDS(Duration.ofSeconds(5)),
  EVERY_MINUTE(Duration.ofMinutes(1)),
  EVERY_15_MINUTES(Duration.ofMinutes(15)),

  /** All that PSD2 allows without the customer. Source: SCA-RTS, Article 36(5)(b). */
  FOUR_TIMES_A_DAY(Duration.ofHours(6));

  /**
   * Calls of one poll of one bank, whatever the number of accounts: one bulk reading of balances
   * and one of transactions. No poller can do with less; where a bank has no bulk endpoints it
   * needs two calls an account.
   */
  public static final int CALLS_PER_POLL = 2;

  private final @Nullable Duration interval;

  Approach(@Nullable Duration interval) {
    this.interval = interval;
  }

  /** Those that ask. */
  public static List<Approach> polling() {
    return Stream.of(values()).filter(approach -> approach.interval != null).toList();
  }

  /** Between two polls; null when nobody polls. */
  public @Nullable Duration interval() {
    return interval;
  }
}
