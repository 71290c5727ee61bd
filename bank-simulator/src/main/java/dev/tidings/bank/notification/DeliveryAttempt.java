package dev.tidings.bank.notification;

import dev.tidings.persistence.Batch;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One sending of a notification, as the table {@code delivery_attempt} keeps it.
 *
 * @param status of the answer; null when there was none
 * @param answer how it begins, or why there was none; null when it was empty
 */
record DeliveryAttempt(
    String jti,
    Instant startedAt,
    Duration took,
    @Nullable Integer status,
    Outcome outcome,
    @Nullable String answer) {

  /** The longest beginning of an answer that is kept, in characters. */
  static final int ANSWER_LENGTH_MAX = 512;

  /** What the bank made of it. */
  enum Outcome {
    /** The TPP has it. */
    DELIVERED,
    /** To be tried again. */
    RETRY,
    /** Given up: to the dead letters. */
    UNDELIVERABLE,
    /** The subscription was disabled because of it; the notification waits. */
    DISABLED
  }

  static DeliveryAttempt of(
      Outgoing outgoing, Instant startedAt, Duration took, PushOutcome pushed, Outcome outcome) {
    return new DeliveryAttempt(
        outgoing.jti(), startedAt, took, statusOf(pushed), outcome, answerOf(pushed));
  }

  /**
   * Each is the next of its notification, whose row is held. One that is there already, by a commit
   * that was not known to have been one, is not kept twice.
   */
  static void insert(Handle handle, List<DeliveryAttempt> attempts) {
    Batch.execute(
        handle,
        """
        insert into delivery_attempt (jti, attempt, started_at, duration_ms, status, outcome, answer)
        select cast(? as varchar(36)),
          1 + coalesce((select max(attempt) from delivery_attempt where jti = ?), 0),
          cast(? as timestamp(3) with time zone), cast(? as bigint), cast(? as integer),
          cast(? as varchar(16)), cast(? as varchar(512))
        where not exists (select 1 from delivery_attempt
          where jti = ? and started_at = ? and duration_ms = ? and outcome = ?)
        """,
        attempts,
        (row, one) -> {
          row.setString(1, one.jti);
          row.setString(2, one.jti);
          row.setObject(3, Batch.time(one.startedAt));
          row.setLong(4, one.took.toMillis());
          row.setObject(5, one.status, Types.INTEGER);
          row.setString(6, one.outcome.name());
          row.setString(7, one.answer);
          row.setString(8, one.jti);
          row.setObject(9, Batch.time(one.startedAt));
          row.setLong(10, one.took.toMillis());
          row.setString(11, one.outcome.name());
        });
  }

  private static @Nullable Integer statusOf(PushOutcome pushed) {
    return switch (pushed) {
      case PushOutcome.Accepted accepted -> accepted.status();
      case PushOutcome.Refused refused -> refused.status();
      case PushOutcome.NoAnswer _ -> null;
    };
  }

  private static @Nullable String answerOf(PushOutcome pushed) {
    String text =
        switch (pushed) {
          case PushOutcome.Accepted accepted -> accepted.answer();
          case PushOutcome.Refused refused -> refused.answer();
          case PushOutcome.NoAnswer noAnswer -> noAnswer.why();
        };
    String line = PlainText.of(text, ANSWER_LENGTH_MAX);
    return line.isEmpty() ? null : line;
  }
}
