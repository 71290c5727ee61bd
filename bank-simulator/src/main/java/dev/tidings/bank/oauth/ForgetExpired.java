package dev.tidings.bank.oauth;

import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Deletes what has expired and proves nothing any more. Thread-safe. */
final class ForgetExpired {

  /** The least time between two runs. */
  static final Duration INTERVAL = Duration.ofMinutes(10);

  private final Database database;
  private final InstantSource clock;
  private final AtomicReference<Instant> last;

  ForgetExpired(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.last = new AtomicReference<>(clock.instant());
  }

  /** Runs if the last time is long enough ago; requests drive it, so an idle bank stays idle. */
  void ifDue() {
    Instant before = last.get();
    Instant now = clock.instant();
    if (now.isAfter(before.plus(INTERVAL)) && last.compareAndSet(before, now)) {
      once();
    }
  }

  /** How many rows went. */
  int once() {
    Instant now = clock.instant();
    return database.inTransaction(unit ->
        TokenRows.forgetBefore(unit.handle(), now)
            + ClientAssertions.forgetBefore(unit.handle(), now)
            + PushedRequests.forgetBefore(unit.handle(), now.minus(PushedRequests.REMEMBERED))
            + AuthorizationCodes.forgetBefore(
                unit.handle(), now.minus(AuthorizationCodes.REMEMBERED)));
  }
}
