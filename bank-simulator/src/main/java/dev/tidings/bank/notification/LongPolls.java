package dev.tidings.bank.notification;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Answers a poll, at once or when there is something. Thread-safe. Source: RFC 8936 §2.4. */
final class LongPolls {

  /** The longest wait of a long poll. */
  static final Duration WAIT_MAX = Duration.ofSeconds(25);

  private final Poll poll;
  private final PollWaits waits;
  private final Duration waitMax;

  LongPolls(Poll poll, PollWaits waits, Duration waitMax) {
    this.poll = poll;
    this.waits = waits;
    this.waitMax = waitMax;
  }

  /**
   * Takes the acknowledgements, then gives what there is; nothing while it is closed.
   *
   * @param polled asked anew whenever the table is looked at: the TPP may have changed or deleted
   *     it
   */
  Poll.Answer answer(Supplier<Polled> polled, PollRequest request) {
    Polled first = polled.get();
    String id = first.subscriptionId();
    poll.acknowledge(id, request);
    boolean wantsToWait = !request.returnImmediately() && request.maxEvents() > 0;
    if (!first.open() || !wantsToWait || !waits.enter(id)) {
      return take(polled.get(), request);
    }
    try {
      return takeOrWait(id, polled, request);
    } finally {
      waits.leave(id);
    }
  }

  private Poll.Answer takeOrWait(String id, Supplier<Polled> polled, PollRequest request) {
    long startedNs = System.nanoTime();
    while (true) {
      CountDownLatch latch = waits.listen(id);
      try {
        Polled now = polled.get();
        Poll.Answer answer = take(now, request);
        Duration left = waitMax.minusNanos(System.nanoTime() - startedNs);
        if (!now.open() || !answer.isNothing() || !left.isPositive()) {
          return answer;
        }
        PollWaits.await(latch, shorter(left, poll.untilDue(id)));
        if (Thread.currentThread().isInterrupted()) {
          return answer;
        }
      } finally {
        waits.forget(id, latch);
      }
    }
  }

  private static Duration shorter(Duration left, Optional<Duration> untilDue) {
    return untilDue.filter(until -> until.compareTo(left) < 0).orElse(left);
  }

  private Poll.Answer take(Polled polled, PollRequest request) {
    return polled.open()
        ? poll.take(polled.subscriptionId(), request.maxEvents())
        : new Poll.Answer(false, Map.of());
  }

  /**
   * A subscription as a poll finds it.
   *
   * @param open whether anything may be given from it now
   */
  record Polled(String subscriptionId, boolean open) {}
}
