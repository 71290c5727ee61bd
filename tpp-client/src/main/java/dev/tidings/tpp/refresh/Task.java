package dev.tidings.tpp.refresh;

import dev.tidings.tpp.view.AccountKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One refresh to be made: everything that was wanted when it began.
 *
 * @param connectionId under which it is made; another one since then makes its result void
 * @param upTo the value of {@code wanted} that it answers
 * @param failures tries that failed before, in a row
 * @param reasons events that it answers; nothing when there was none, as on connecting
 */
record Task(
    AccountKey key, String connectionId, long upTo, int failures, Optional<Reasons> reasons) {

  /**
   * Events, summed up.
   *
   * @param newest the one that arrived last
   * @param oldest the one that arrived first
   * @param happenedBy when the last of them happened at the bank; null when one does not tell
   */
  record Reasons(int events, Reason newest, Reason oldest, @Nullable Instant happenedBy) {

    /** Whether a figure that the bank gave for that moment has all these events in it. */
    boolean areInFigureOf(Instant balanceAsOf) {
      return happenedBy != null && happenedBy.isBefore(balanceAsOf);
    }
  }
}
