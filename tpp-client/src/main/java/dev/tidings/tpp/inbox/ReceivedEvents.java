package dev.tidings.tpp.inbox;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import dev.tidings.securityevent.SecurityEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The table of events received, by which a repeat is known. Thread-safe. */
final class ReceivedEvents {

  /** How long an event is remembered: longer than any bank retries or replays. */
  static final Duration KEEP = Duration.ofDays(30);

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

  /** Forgets what nobody will repeat any more. */
  void forgetOld() {
    database.useTransaction(unit ->
        unit.handle()
            .createUpdate("delete from received_event where received_at < :before")
            .bind("before", clock.instant().minus(KEEP))
            .execute());
  }
}
