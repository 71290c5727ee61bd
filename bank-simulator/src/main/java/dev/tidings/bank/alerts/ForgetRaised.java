package dev.tidings.bank.alerts;

import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Deletes what keeps an alert from being raised twice, once that cannot happen. Thread-safe. */
final class ForgetRaised {

  /** How long it is known; no transaction stays pending for so long. */
  static final Duration KEPT = Duration.ofDays(90);

  /** The least time between two runs. */
  static final Duration INTERVAL = Duration.ofHours(1);

  private final Database database;
  private final InstantSource clock;
  private final AtomicReference<Instant> last;

  ForgetRaised(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.last = new AtomicReference<>(clock.instant());
  }

  /** Runs if the last time is long enough ago; events drive it, so an idle bank stays idle. */
  void ifDue() {
    Instant before = last.get();
    Instant now = clock.instant();
    if (now.isAfter(before.plus(INTERVAL)) && last.compareAndSet(before, now)) {
      once();
    }
  }

  /** How many rows went. */
  int once() {
    Instant before = clock.instant().minus(KEPT);
    return database.inTransaction(
        unit -> unit.handle().execute("delete from alert_raised where raised_at < ?", before));
  }
}
