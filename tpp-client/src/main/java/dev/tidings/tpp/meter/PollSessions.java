package dev.tidings.tpp.meter;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * When pollers would be at work: while a bank is connected and we run. A poller, too, would ask
 * nothing while it is stopped. Sessions that are over are kept as sums only. Thread-safe.
 */
final class PollSessions {

  private final Database database;
  private final InstantSource clock;
  private final Map<String, PollSession> open = new ConcurrentHashMap<>();

  /** Ends what an earlier life left when that was last seen, and begins anew. */
  PollSessions(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    database.useTransaction(unit -> stored(unit.handle()).forEach(old -> resume(unit, old)));
  }

  void begin(UnitOfWork unit, String bankId) {
    end(unit, bankId);
    insert(unit, new PollSession(bankId, clock.instant(), 0));
  }

  void end(UnitOfWork unit, String bankId) {
    stored(unit.handle()).stream()
        .filter(stored -> stored.session().bankId().equals(bankId))
        .forEach(stored -> end(unit, stored.session(), clock.instant()));
  }

  /** We are still here. */
  void seen() {
    if (!open.isEmpty()) {
      database.useTransaction(unit ->
          unit.handle()
              .createUpdate("update poll_session set seen = :now")
              .bind("now", clock.instant())
              .execute());
    }
  }

  Optional<PollSession> of(String bankId) {
    return Optional.ofNullable(open.get(bankId));
  }

  /** Polls so far by bank. */
  Map<String, Map<Approach, Long>> polls(Handle handle) {
    Map<String, Map<Approach, Long>> polls = new HashMap<>();
    handle
        .createQuery("select bank_id, approach, polls from ended_polls")
        .map(row ->
            new Ended(
                row.getColumn("bank_id", String.class),
                Approach.valueOf(row.getColumn("approach", String.class)),
                row.getColumn("polls", Long.class)))
        .forEach(ended -> add(polls, ended));
    Instant now = clock.instant();
    Collection<PollSession> sessions = open.values();
    for (PollSession session : sessions) {
      ended(session, now).forEach(ended -> add(polls, ended));
    }
    return polls;
  }

  private static void add(Map<String, Map<Approach, Long>> polls, Ended ended) {
    polls
        .computeIfAbsent(ended.bankId(), id -> new EnumMap<>(Approach.class))
        .merge(ended.approach(), ended.polls(), Long::sum);
  }

  private void resume(UnitOfWork unit, Stored old) {
    end(unit, old.session(), old.seen());
    insert(unit, new PollSession(old.session().bankId(), clock.instant(), 1));
  }

  private void insert(UnitOfWork unit, PollSession session) {
    unit.handle()
        .createUpdate(
            """
            insert into poll_session (bank_id, since, seen, polls_at_once)
            values (:bank_id, :since, :since, :polls_at_once)\
            """)
        .bind("bank_id", session.bankId())
        .bind("since", session.since())
        .bind("polls_at_once", session.pollsAtOnce())
        .execute();
    unit.afterCommit(() -> open.put(session.bankId(), session));
  }

  private void end(UnitOfWork unit, PollSession session, Instant until) {
    ended(session, until).forEach(ended -> addEnded(unit.handle(), ended));
    unit.handle()
        .createUpdate("delete from poll_session where bank_id = :bank_id")
        .bind("bank_id", session.bankId())
        .execute();
    unit.afterCommit(() -> open.remove(session.bankId(), session));
  }

  private static List<Ended> ended(PollSession session, Instant until) {
    return Approach.polling().stream()
        .map(approach -> {
          Duration interval = Objects.requireNonNull(approach.interval());
          return new Ended(session.bankId(), approach, session.polls(interval, until));
        })
        .toList();
  }

  private static void addEnded(Handle handle, Ended ended) {
    handle
        .createUpdate(
            """
            insert into ended_polls (bank_id, approach, polls) values (:bank_id, :approach, 0)
            on conflict do nothing\
            """)
        .bind("bank_id", ended.bankId())
        .bind("approach", ended.approach().name())
        .execute();
    handle
        .createUpdate(
            """
            update ended_polls set polls = polls + :polls
            where bank_id = :bank_id and approach = :approach\
            """)
        .bind("bank_id", ended.bankId())
        .bind("approach", ended.approach().name())
        .bind("polls", ended.polls())
        .execute();
  }

  private static List<Stored> stored(Handle handle) {
    return handle
        .createQuery("select * from poll_session")
        .map(row ->
            new Stored(
                new PollSession(
                    row.getColumn("bank_id", String.class),
                    row.getColumn("since", Instant.class),
                    row.getColumn("polls_at_once", Integer.class)),
                row.getColumn("seen", Instant.class)))
        .list();
  }

  private record Ended(String bankId, Approach approach, long polls) {}

  private record Stored(PollSession session, Instant seen) {}
}
