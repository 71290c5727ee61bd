package dev.tidings.bank.notification;

import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What waits to be sent. Thread-safe. */
public final class DeliveryBacklog {

  private final Database database;
  private final InstantSource clock;

  public DeliveryBacklog(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Notifications that wait for their first or next attempt. */
  public long pending() {
    return database.read(handle ->
        handle
            .createQuery("select count(*) from notification where status = 'PENDING'")
            .mapTo(Long.class)
            .one());
  }

  /** For how long the one that should have left first has been due; zero when none is. */
  public Duration oldestDue() {
    Optional<Instant> oldest =
        database.read(handle ->
            handle
                .createQuery(
                    """
                    select due_at from notification where status = 'PENDING'
                    order by due_at limit 1\
                    """)
                .mapTo(Instant.class)
                .findOne());
    return oldest
        .map(due -> Duration.between(due, clock.instant()))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }
}
