package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Lease;
import dev.tidings.persistence.Batch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Writes down what came of attempts, many at a time; each is fenced by its lease. */
final class CompletionTable {

  /** Of its subscription, which has not begun anew since the given one. */
  private static final String REVISION =
      """
      and exists (select 1 from event_subscription s
        where s.subscription_id = notification.subscription_id and s.revision <= ?)
      """;

  private static final String SETTLE =
      """
      update notification set status = ?, settled_at = ?, attempts = ?, reason = ?
      where jti = ? and status = 'PENDING' and
      """
          + Lease.HELD_PLAIN
          + REVISION;

  private static final String POSTPONE =
      """
      update notification set due_at = ?, failures = failures + 1, attempts = ?, reason = ?
      where jti = ? and status = 'PENDING' and
      """
          + Lease.HELD_PLAIN
          + REVISION;

  private static final String HOLD = "select jti from notification where jti = any(?) for update";
  private static final String HOLD_IF_FREE = HOLD + " skip locked";

  private CompletionTable() {}

  /** Holds, until the transaction ends, those that nobody else is at work on; waits for none. */
  static <T> List<T> holdFree(Handle handle, List<T> all, Function<T, String> jti) {
    return hold(handle, HOLD_IF_FREE, all, jti);
  }

  /**
   * As {@link #holdFree}, but waits. What is written afterwards is judged by what is true then:
   * PostgreSQL looks at other tables as they were before a statement had to wait.
   */
  static <T> List<T> hold(Handle handle, List<T> all, Function<T, String> jti) {
    return hold(handle, HOLD, all, jti);
  }

  private static <T> List<T> hold(Handle handle, String sql, List<T> all, Function<T, String> jti) {
    Set<String> held = new HashSet<>();
    Connection connection = handle.getConnection();
    try (PreparedStatement lock = connection.prepareStatement(sql)) {
      Object[] jtis = all.stream().map(jti).toArray();
      lock.setArray(1, connection.createArrayOf("varchar", jtis));
      try (ResultSet row = lock.executeQuery()) {
        while (row.next()) {
          held.add(row.getString(1));
        }
      }
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
    return all.stream().filter(one -> held.contains(jti.apply(one))).toList();
  }

  /**
   * Ends each, or puts it off, and keeps the attempt, whatever comes of it.
   *
   * @param completions whose rows are held
   * @return what each has come to, in the same order: those whose lease is lost, whose subscription
   *     has begun anew, or that somebody else has ended, are left alone and not ours
   */
  static List<AttemptResult> write(Handle handle, List<Completion> completions) {
    boolean[] ours = new boolean[completions.size()];
    update(handle, SETTLE, completions, Completion::settles, ours);
    update(handle, POSTPONE, completions, completion -> !completion.settles(), ours);
    List<AttemptResult> results = new ArrayList<>();
    for (int i = 0; i < ours.length; i++) {
      Completion one = completions.get(i);
      results.add(ours[i] ? one.result() : new AttemptResult.NotOurs());
      if (ours[i] && one.result() instanceof AttemptResult.Disabled disabled) {
        Outgoing outgoing = one.outgoing();
        Subscriptions.disable(
            handle, outgoing.subscriptionId(), outgoing.revision(), one.at(), disabled.reason());
      }
    }
    DeliveryAttempt.insert(handle, attempts(completions));
    return results;
  }

  private static List<DeliveryAttempt> attempts(List<Completion> completions) {
    List<DeliveryAttempt> attempts = new ArrayList<>();
    for (Completion completion : completions) {
      if (completion.attempt() != null) {
        attempts.add(completion.attempt());
      }
    }
    return attempts;
  }

  private static void update(
      Handle handle,
      String sql,
      List<Completion> completions,
      Predicate<Completion> which,
      boolean[] ours) {
    List<Integer> numbers =
        IntStream.range(0, ours.length)
            .filter(number -> which.test(completions.get(number)))
            .boxed()
            .toList();
    int[] rows =
        Batch.execute(
            handle, sql, numbers, (statement, number) -> completions.get(number).setTo(statement));
    for (int i = 0; i < rows.length; i++) {
      ours[numbers.get(i)] = rows[i] == 1;
    }
  }
}
