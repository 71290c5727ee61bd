package dev.tidings.bank.broker;

import java.time.Instant;

/**
 * An event that waits for one processor, as the log holds it: perhaps one that cannot be read.
 *
 * @param attempts how often it has failed
 */
record InboxEntry(
    String eventId,
    String key,
    String type,
    String payload,
    String interactionId,
    Instant occurredAt,
    int attempts) {

  /**
   * The event itself.
   *
   * @throws IllegalStateException when it cannot be read, such as one of a later version
   */
  LoggedEvent read() {
    return new LoggedEvent(eventId, EventPayload.read(type, payload), interactionId, occurredAt);
  }
}
