package dev.tidings.tpp.refresh;

import dev.tidings.tpp.view.AccountKey;
import java.util.Optional;

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

  /** Events, summed up: the newest one's id and arrival, the oldest one's times. */
  record Reasons(int events, Reason newest, Reason oldest) {}
}
