package dev.tidings.bank.notification;

import java.time.Duration;
import java.util.Map;
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
   * Takes the acknowledgements, then gives what there is.
   *
   * @param subscriptionId asked anew whenever the table is looked at: the TPP may have deleted it
   */
  Poll.Answer answer(Supplier<String> subscriptionId, PollRequest request) {
    poll.acknowledge(subscriptionId.get(), request);
    boolean mayWait = !request.returnImmediately() && request.maxEvents() > 0 && waits.enter();
    if (!mayWait) {
      return poll.take(subscriptionId.get(), request.maxEvents());
    }
    try {
      return takeOrWait(subscriptionId, request);
    } finally {
      waits.leave();
    }
  }

  /** Takes the acknowledgements and gives nothing. */
  Poll.Answer nothing(String subscriptionId, PollRequest request) {
    poll.acknowledge(subscriptionId, request);
    return new Poll.Answer(false, Map.of());
  }

  private Poll.Answer takeOrWait(Supplier<String> subscriptionId, PollRequest request) {
    long startedNs = System.nanoTime();
    while (true) {
      String id = subscriptionId.get();
      CountDownLatch latch = waits.listen(id);
      Poll.Answer answer;
      try {
        answer = poll.take(id, request.maxEvents());
      } catch (RuntimeException e) {
        waits.forget(id, latch);
        throw e;
      }
      Duration left = waitMax.minusNanos(System.nanoTime() - startedNs);
      if (!answer.sets().isEmpty() || !left.isPositive()) {
        waits.forget(id, latch);
        return answer;
      }
      waits.await(id, latch, left);
      if (Thread.currentThread().isInterrupted()) {
        return answer;
      }
    }
  }
}
