package dev.tidings.bank.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a processor has not done with an event.
 *
 * @param attempts how often it has failed on it
 * @param error what the last failure said; null when there was none
 * @param dueAt when it is tried next; null when it is a dead letter
 */
public record Unfinished(
    String processor, int attempts, @Nullable String error, @Nullable Instant dueAt) {

  public boolean isDeadLetter() {
    return dueAt == null;
  }
}
