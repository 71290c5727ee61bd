package dev.tidings.bank.console;

import dev.tidings.bank.trace.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page with the bank's latest changes.
 *
 * @param account shown alone; null for all
 * @param follow whether the page comes again by itself
 */
public record EventListView(Frame frame, List<Row> rows, @Nullable String account, boolean follow) {

  /** One change in a line. */
  public record Row(
      String eventId,
      String time,
      String heading,
      String about,
      String amount,
      boolean out,
      String outcome,
      String tone) {

    static Row of(Trace trace) {
      Trace.Entry entry = trace.entry();
      Trace.Change change = trace.change();
      return new Row(
          change.eventId(),
          EventWords.time(change.occurredAt()),
          entry == null ? EventWords.type(change.type()) : entry.description(),
          EventWords.type(change.type())
              + (change.accountName() == null ? "" : " · " + change.accountName()),
          entry == null ? "" : entry.amount() + " " + entry.currency(),
          entry != null && entry.amount().startsWith("-"),
          EventWords.outcome(trace),
          EventWords.tone(trace));
    }
  }

  static EventListView of(
      Frame frame, List<Trace> latest, @Nullable String account, boolean follow) {
    return new EventListView(frame, latest.stream().map(Row::of).toList(), account, follow);
  }
}
