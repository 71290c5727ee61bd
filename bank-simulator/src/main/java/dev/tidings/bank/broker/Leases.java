package dev.tidings.bank.broker;

import dev.tidings.persistence.Batch;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code lease}, seen by one owner. Thread-safe.
 *
 * <p>An owner that starts again under the same name takes its own lease over at once; the epoch
 * keeps out what its former life may still be doing.
 */
public final class Leases {

  /** How long a lease lasts without being renewed. */
  public static final Duration DURATION = Duration.ofSeconds(15);

  /** How often a lease is to be renewed. */
  public static final Duration RENEWAL_INTERVAL = DURATION.dividedBy(3);

  private final Database database;
  private final LeaseClock clock;
  private final String owner;

  /**
   * @param owner name of this node, unlike that of every other node on the same database
   */
  public Leases(Database database, LeaseClock clock, String owner) {
    this.database = database;
    this.clock = clock;
    this.owner = owner;
  }

  /** Takes the lease if it is free, run out, or was ours before; the epoch counts up. */
  public Optional<Lease> acquire(String name) {
    return database.inTransaction(unit -> {
      Handle handle = unit.handle();
      Instant now = clock.now(handle);
      insertIfMissing(handle, name, now);
      return takeOver(handle, name, now) == 1
          ? Optional.of(new Lease(name, owner, epochOf(handle, name)))
          : Optional.empty();
    });
  }

  /** Makes the lease last {@link #DURATION} from now; false when somebody else has taken it. */
  public boolean renew(Lease lease) {
    return setHeldUntil(lease, DURATION) == 1;
  }

  /** Lets others take the lease; does nothing when somebody already has. */
  public void release(Lease lease) {
    setHeldUntil(lease, Duration.ZERO);
  }

  /** Deletes the leases of what is gone and never comes back; whoever holds one has lost it. */
  public static void forget(Handle handle, List<String> names) {
    Batch.execute(
        handle, "delete from lease where name = ?", names, (row, name) -> row.setString(1, name));
  }

  private int setHeldUntil(Lease lease, Duration fromNow) {
    return database.inTransaction(unit ->
        unit.handle()
            .createUpdate(
                """
                update lease set held_until = :until
                where name = :name and owner = :owner and epoch = :epoch
                """)
            .bind("until", clock.now(unit.handle()).plus(fromNow))
            .bind("name", lease.name())
            .bind("owner", lease.owner())
            .bind("epoch", lease.epoch())
            .execute());
  }

  private void insertIfMissing(Handle handle, String name, Instant now) {
    handle
        .createUpdate(
            """
            insert into lease (name, owner, epoch, held_until) values (:name, :owner, 0, :now)
            on conflict do nothing
            """)
        .bind("name", name)
        .bind("owner", owner)
        .bind("now", now)
        .execute();
  }

  private int takeOver(Handle handle, String name, Instant now) {
    return handle
        .createUpdate(
            """
            update lease set owner = :owner, epoch = epoch + 1, held_until = :until
            where name = :name and (held_until <= :now or owner = :owner)
            """)
        .bind("owner", owner)
        .bind("until", now.plus(DURATION))
        .bind("name", name)
        .bind("now", now)
        .execute();
  }

  private static long epochOf(Handle handle, String name) {
    return handle.select("select epoch from lease where name = ?", name).mapTo(Long.class).one();
  }
}
