package dev.tidings.bank.accountinfo;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * How often a TPP has read without the customer: the table {@code unattended_call}. Reading on to
 * further pages belongs to the call that began it. Thread-safe. Source: Regulation (EU) 2018/389,
 * art. 36(5)(b).
 */
final class UnattendedCalls {

  /** Calls in {@link #DAY}, for each TPP, customer, endpoint and account. */
  static final int CALLS_MAX = 4;

  static final Duration DAY = Duration.ofHours(24);

  /** For how long a call can be read on, page by page. */
  static final Duration PAGES_WITHIN = Duration.ofHours(1);

  private final Database database;

  UnattendedCalls(Database database) {
    this.database = database;
  }

  /**
   * What is read.
   *
   * @param accountId empty for all accounts of the consent
   */
  record Read(String clientId, String customerId, String endpoint, String accountId) {}

  /** Counts a call that is allowed. Zero when it is; else how long the TPP has to wait. */
  Duration call(Read read, boolean furtherPage, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    return database.inTransaction(unit -> {
      lock(unit, read);
      List<Instant> calls = latest(unit, read, at.minus(DAY));
      if (furtherPage && !calls.isEmpty() && at.isBefore(calls.getFirst().plus(PAGES_WITHIN))) {
        return Duration.ZERO;
      }
      if (calls.size() == CALLS_MAX) {
        return Duration.between(at, calls.getLast().plus(DAY));
      }
      forget(unit, read, at.minus(DAY));
      insert(unit, read, at);
      return Duration.ZERO;
    });
  }

  /** Of two calls at one time one waits, also if this is the first of its kind. */
  private static void lock(UnitOfWork unit, Read read) {
    unit.handle()
        .createQuery("select customer_id from customer where customer_id = ? for update")
        .bind(0, read.customerId())
        .mapTo(String.class)
        .findOne();
  }

  private static List<Instant> latest(UnitOfWork unit, Read read, Instant after) {
    return of(
            read,
            unit.handle()
                .createQuery(
                    """
                    select called_at from unattended_call
                    where client_id = :clientId and customer_id = :customerId and endpoint = :endpoint
                      and account_id = :accountId and called_at > :after
                    order by called_at desc fetch first :limit rows only\
                    """))
        .bind("after", utc(after))
        .bind("limit", CALLS_MAX)
        .mapTo(OffsetDateTime.class)
        .map(OffsetDateTime::toInstant)
        .list();
  }

  private static void forget(UnitOfWork unit, Read read, Instant until) {
    of(
            read,
            unit.handle()
                .createUpdate(
                    """
                    delete from unattended_call
                    where client_id = :clientId and customer_id = :customerId and endpoint = :endpoint
                      and account_id = :accountId and called_at <= :until\
                    """))
        .bind("until", utc(until))
        .execute();
  }

  private static void insert(UnitOfWork unit, Read read, Instant at) {
    of(
            read,
            unit.handle()
                .createUpdate(
                    """
                    insert into unattended_call (client_id, customer_id, endpoint, account_id, called_at)
                    values (:clientId, :customerId, :endpoint, :accountId, :at)\
                    """))
        .bind("at", utc(at))
        .execute();
  }

  private static <S extends SqlStatement<S>> S of(Read read, S statement) {
    return statement
        .bind("clientId", read.clientId())
        .bind("customerId", read.customerId())
        .bind("endpoint", read.endpoint())
        .bind("accountId", read.accountId());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
