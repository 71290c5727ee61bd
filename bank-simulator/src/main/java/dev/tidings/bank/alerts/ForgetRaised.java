package dev.tidings.bank.alerts;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.NowAndThen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Deletes what keeps an alert from being raised twice, once that cannot happen. Thread-safe. */
final class ForgetRaised {

  /** How long it is known; no transaction stays pending for so long. */
  static final Duration KEPT = Duration.ofDays(90);

  /** The least time between two runs. */
  static final Duration INTERVAL = Duration.ofHours(1);

  private final Database database;
  private final InstantSource clock;
  private final NowAndThen pace;

  ForgetRaised(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.pace = new NowAndThen(INTERVAL, clock);
  }

  /** Runs if the last time is long enough ago; events drive it, so an idle bank stays idle. */
  void ifDue() {
    pace.ifDue(this::once);
  }

  /** How many rows went. */
  int once() {
    Instant before = clock.instant().minus(KEPT);
    return database.inTransaction(
        unit -> unit.handle().execute("delete from alert_raised where raised_at < ?", before));
  }
}
