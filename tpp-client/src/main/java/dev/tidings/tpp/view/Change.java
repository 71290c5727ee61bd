package dev.tidings.tpp.view;

import dev.tidings.openbanking.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One refresh of the view because of events, for the live page and the demo's terminal.
 *
 * @param sequence counts up from 1
 * @param eventId {@code jti} of the newest event that it answers; {@link #POLLED} when there was
 *     none
 * @param events how many events it answers
 * @param occurredAt when the oldest of them happened at the bank; null when the event does not tell
 * @param receivedAt when the oldest of them arrived
 * @param refreshedAt when the view was up to date again
 * @param apiCalls calls made for it
 * @param description newest transaction's text; null when none is readable
 */
public record Change(
    long sequence,
    String bank,
    String accountId,
    String accountName,
    String eventId,
    int events,
    @Nullable Instant occurredAt,
    Instant receivedAt,
    Instant refreshedAt,
    int apiCalls,
    @Nullable Money before,
    Money after,
    @Nullable String description) {

  /** In place of an event's id: found because it was time to ask. */
  public static final String POLLED = "polled";
}
