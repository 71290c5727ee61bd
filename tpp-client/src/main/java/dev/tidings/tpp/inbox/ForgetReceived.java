package dev.tidings.tpp.inbox;

import dev.tidings.tpp.timing.DueTimer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Forgets the events that nobody will repeat any more, on starting and every day. Thread-safe. */
final class ForgetReceived implements AutoCloseable {

  /** Between two times that leave nothing. */
  static final Duration INTERVAL = Duration.ofDays(1);

  /** After a time that left some, so that events that arrive meanwhile get their turn. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private final ReceivedEvents received;
  private final InstantSource clock;
  private final DueTimer timer;
  private Instant next = Instant.MIN;

  ForgetReceived(ReceivedEvents received, InstantSource clock) {
    this.received = received;
    this.clock = clock;
    this.timer = new DueTimer("forget-received", clock, this::runDue);
  }

  void begin() {
    timer.at(clock.instant());
  }

  /** One step: forgets if it is time to. */
  synchronized void runDue() {
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      boolean more = received.forgetOld();
      next = now.plus(more ? PAUSE : INTERVAL);
    }
    timer.at(next);
  }

  @Override
  public void close() {
    timer.close();
    timer.awaitEnded();
  }
}
