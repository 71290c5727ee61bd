package dev.tidings.bank.oauth;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.NowAndThen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Deletes what has expired and proves nothing any more. Thread-safe. */
final class ForgetExpired {

  /** The least time between two runs. */
  static final Duration INTERVAL = Duration.ofMinutes(10);

  private final Database database;
  private final InstantSource clock;
  private final NowAndThen pace;

  ForgetExpired(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.pace = new NowAndThen(INTERVAL, clock);
  }

  /** Runs if the last time is long enough ago; requests drive it, so an idle bank stays idle. */
  void ifDue() {
    pace.ifDue(this::once);
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
