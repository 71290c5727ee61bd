package dev.tidings.tpp.poll;

import dev.tidings.tpp.timing.Backoff;
import java.time.Duration;

/**
 * How long to wait between two polls of a bank that keeps none waiting, as the standard lets it: it
 * would be asked without a pause. Not thread-safe.
 */
final class PollPauses {

  /** A poll that took as long was kept waiting, and that is pause enough. */
  static final Duration HELD_MIN = Duration.ofSeconds(1);

  /** Pauses after polls in a row that brought nothing at once. */
  static final Backoff PAUSE = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  private int empty;

  /**
   * The pause after a poll.
   *
   * @param news whether it brought something that was not known
   * @param took how long the bank needed to answer
   */
  Duration after(boolean news, Duration took) {
    if (news || took.compareTo(HELD_MIN) >= 0) {
      empty = 0;
      return Duration.ZERO;
    }
    empty++;
    return PAUSE.after(empty);
  }
}
