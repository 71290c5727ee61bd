package dev.tidings.tpp.web;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.view.Change;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change, in {@code GET /api/changes} and as the stream's {@code change} event.
 *
 * @param moved after − before; null when there was no figure before
 * @param text the same for people, such as {@code +£12.40 from Alder Bank}
 * @param eventAfterMs from the change at the bank to its event's arrival, in milliseconds; null
 *     when the event does not tell when it happened
 * @param viewAfterMs from the change at the bank to the refreshed view, in milliseconds; null as
 *     above
 */
record ChangeJson(
    long sequence,
    String bank,
    String accountId,
    String accountName,
    String eventId,
    int events,
    @Nullable Instant occurredAt,
    Instant receivedAt,
    Instant refreshedAt,
    @Nullable Long eventAfterMs,
    @Nullable Long viewAfterMs,
    int apiCalls,
    String currency,
    @Nullable String before,
    String after,
    @Nullable String moved,
    @Nullable String description,
    String text) {

  /** {@code GET /api/changes}. */
  record Changes(List<ChangeJson> changes) {}

  static ChangeJson from(Change change) {
    Money before = change.before();
    Money moved = Figures.moved(change);
    return new ChangeJson(
        change.sequence(),
        change.bank(),
        change.accountId(),
        change.accountName(),
        change.eventId(),
        change.events(),
        change.occurredAt(),
        change.receivedAt(),
        change.refreshedAt(),
        Figures.millisBetween(change.occurredAt(), change.receivedAt()),
        Figures.millisBetween(change.occurredAt(), change.refreshedAt()),
        change.apiCalls(),
        change.after().currency(),
        before == null ? null : before.decimal(),
        change.after().decimal(),
        moved == null ? null : moved.decimal(),
        change.description(),
        Figures.headline(change));
  }
}
