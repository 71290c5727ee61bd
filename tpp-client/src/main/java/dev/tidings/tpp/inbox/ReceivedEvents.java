package dev.tidings.tpp.inbox;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import dev.tidings.securityevent.SecurityEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The table of events received, by which a repeat is known. Thread-safe. */
final class ReceivedEvents {

  /**
   * How long an event is remembered: longer than a bank may take to send it again. Ours tries for 3
   * days, keeps a dead letter to be put back for 30, then waits up to 30 to be asked for it, and
   * replays what ended within the last 30, with 3 days of tries: 96 in a row.
   */
  static final Duration KEEP = Duration.ofDays(100);

  /** Events that are forgotten in one transaction. */
  static final int FORGOTTEN_AT_ONCE_MAX = 1_000;

  /** The longest {@code jti} that is accepted, in characters. */
  static final int JTI_LENGTH_MAX = 200;

  private final Database database;
  private final InstantSource clock;

  ReceivedEvents(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Stores the event; false when it was there before. */
  boolean add(UnitOfWork unit, SecurityEvent set, @Nullable String accountId, Instant receivedAt) {
    return unit.handle()
            .createUpdate(
                """
                insert into received_event (issuer, jti, account_id, outcome, received_at)
                values (:issuer, :jti, :account_id, 'IGNORED', :received_at)
                on conflict do nothing\
                """)
            .bind("issuer", set.issuer())
            .bind("jti", set.jti())
            .bind("account_id", accountId)
            .bind("received_at", receivedAt)
            .execute()
        > 0;
  }

  void outcome(UnitOfWork unit, SecurityEvent set, Outcome outcome) {
    unit.handle()
        .createUpdate(
            """
            update received_event set outcome = :outcome
            where issuer = :issuer and jti = :jti\
            """)
        .bind("issuer", set.issuer())
        .bind("jti", set.jti())
        .bind("outcome", outcome.name())
        .execute();
  }

  /**
   * Forgets what nobody will repeat any more, the oldest first, at most {@link
   * #FORGOTTEN_AT_ONCE_MAX}.
   *
   * @return whether there may be more
   */
  boolean forgetOld() {
    return database.inTransaction(unit -> {
      List<Key> old = old(unit);
      if (!old.isEmpty()) {
        PreparedBatch batch =
            unit.handle()
                .prepareBatch("delete from received_event where issuer = :issuer and jti = :jti");
        old.forEach(key -> batch.bind("issuer", key.issuer()).bind("jti", key.jti()).add());
        batch.execute();
      }
      return old.size() == FORGOTTEN_AT_ONCE_MAX;
    });
  }

  private List<Key> old(UnitOfWork unit) {
    return unit.handle()
        .createQuery(
            """
            select issuer, jti from received_event where received_at < :before
            order by received_at fetch first :max rows only\
            """)
        .bind("before", clock.instant().minus(KEEP))
        .bind("max", FORGOTTEN_AT_ONCE_MAX)
        .map(row ->
            new Key(row.getColumn("issuer", String.class), row.getColumn("jti", String.class)))
        .list();
  }

  private record Key(String issuer, String jti) {}
}
