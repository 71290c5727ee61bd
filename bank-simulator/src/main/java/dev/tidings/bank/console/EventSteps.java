package dev.tidings.bank.console;

import dev.tidings.bank.accountinfo.AccessRecord;
import dev.tidings.bank.console.TraceView.Step;
import dev.tidings.bank.notification.DeliveryHistory;
import dev.tidings.bank.trace.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts what happened to one SET in the order of time. */
final class EventSteps {

  private static final int OK_MIN = 200;
  private static final int OK_MAX = 299;

  private EventSteps() {}

  static List<Step> of(Trace trace, Trace.Reader reader, DeliveryHistory.Sent set) {
    List<Timed> steps = new ArrayList<>();
    steps.add(
        new Timed(
            set.createdAt(),
            new Step(after(trace, set.createdAt()), "SET signed and queued", set.jti(), "plain")));
    for (DeliveryHistory.Attempt attempt : set.attempts()) {
      steps.add(new Timed(attempt.startedAt(), attempt(trace, attempt)));
    }
    Instant settledAt = set.settledAt();
    steps.add(new Timed(settledAt == null ? Instant.MAX : settledAt, end(trace, set)));
    for (AccessRecord.Call call : reader.calls()) {
      steps.add(new Timed(call.at(), call(trace, call)));
    }
    return steps.stream().sorted(Comparator.comparing(Timed::at)).map(Timed::step).toList();
  }

  private static Step call(Trace trace, AccessRecord.Call call) {
    return new Step(
        after(trace, call.at()),
        call.method() + " " + call.path(),
        "the TPP called, answered " + call.status() + " · " + call.interactionId(),
        tone(call.status()));
  }

  private static Step attempt(Trace trace, DeliveryHistory.Attempt attempt) {
    Integer status = attempt.status();
    String answer = attempt.answer();
    return new Step(
        after(trace, attempt.startedAt()),
        "attempt " + attempt.attempt() + (status == null ? ": no answer" : ": answered " + status),
        attempt.durationMs() + " ms" + (answer == null || answer.isBlank() ? "" : " · " + answer),
        status == null ? "bad" : tone(status));
  }

  private static Step end(Trace trace, DeliveryHistory.Sent set) {
    String reason = set.reason() == null ? "" : set.reason();
    Instant settledAt = set.settledAt();
    if (settledAt == null) {
      return new Step("", "waits, due " + EventWords.dateTime(set.dueAt()), reason, "plain");
    }
    boolean delivered = set.status().equals("DELIVERED");
    return new Step(
        after(trace, settledAt),
        delivered ? "acknowledged" : EventWords.status(set.status()),
        reason,
        delivered ? "good" : "bad");
  }

  private static String tone(int status) {
    return status >= OK_MIN && status <= OK_MAX ? "good" : "bad";
  }

  private static String after(Trace trace, Instant at) {
    return EventWords.after(TraceView.sinceChange(trace, at));
  }

  private record Timed(Instant at, Step step) {}
}
