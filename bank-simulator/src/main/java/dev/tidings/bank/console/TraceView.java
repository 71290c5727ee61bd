package dev.tidings.bank.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tidings.bank.broker.Unfinished;
import dev.tidings.bank.notification.DeliveryHistory;
import dev.tidings.bank.trace.Trace;
import dev.tidings.openbanking.OpenBankingJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The page that tells the story of one change, top to bottom. */
public record TraceView(
    Frame frame, Trace trace, String heading, List<Told> told, List<Trace.Reader> notTold) {

  /** A TPP that was told, and what came of it. */
  public record Told(
      Trace.Reader reader,
      String status,
      String statusWords,
      String claims,
      String header,
      List<Step> steps) {}

  /**
   * A line of the story.
   *
   * @param after since the change, in words
   * @param tone good, bad or plain
   */
  public record Step(String after, String title, String detail, String tone) {}

  static TraceView of(Frame frame, Trace trace) {
    return new TraceView(
        frame,
        trace,
        EventWords.type(trace.change().type()),
        trace.readers().stream()
            .filter(Trace.Reader::told)
            .map(reader -> told(trace, reader))
            .toList(),
        trace.readers().stream().filter(reader -> !reader.told()).toList());
  }

  public String occurredAt() {
    return EventWords.dateTime(trace.change().occurredAt());
  }

  public String decidedAfter() {
    Instant decidedAt = trace.decidedAt();
    return decidedAt == null ? "" : EventWords.after(sinceChange(trace, decidedAt));
  }

  public String type(String type) {
    return EventWords.type(type);
  }

  /** What a processor has still to do with the event, in words. */
  public String unfinished(Unfinished left) {
    Instant dueAt = left.dueAt();
    if (dueAt == null) {
      return "given up after " + left.attempts() + " attempts: " + left.error();
    }
    return left.attempts() == 0
        ? "waits for its turn"
        : "has failed "
            + left.attempts()
            + " ×, again at "
            + EventWords.time(dueAt)
            + ": "
            + left.error();
  }

  private static Told told(Trace trace, Trace.Reader reader) {
    DeliveryHistory.Sent set = reader.set();
    if (set == null) {
      return new Told(reader, "PENDING", "no SET", "", "", List.of());
    }
    return new Told(
        reader,
        set.status(),
        EventWords.status(set.status()),
        pretty(set.claims()),
        pretty(set.header()),
        EventSteps.of(trace, reader, set));
  }

  static Duration sinceChange(Trace trace, Instant at) {
    return Duration.between(trace.change().occurredAt(), at);
  }

  private static String pretty(Map<String, Object> json) {
    try {
      return OpenBankingJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read as JSON can be written as JSON", e);
    }
  }
}
