package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Lease;
import dev.tidings.persistence.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Writes down what came of attempts, many at a time; each is fenced by its lease. */
final class CompletionTable {

  private static final String SETTLE =
      """
      update notification set status = ?, settled_at = ?, attempts = ?, reason = ?
      where jti = ? and status = 'PENDING' and
      """
          + Lease.HELD_PLAIN;

  private static final String POSTPONE =
      """
      update notification set due_at = ?, failures = failures + 1, attempts = ?, reason = ?
      where jti = ? and status = 'PENDING' and
      """
          + Lease.HELD_PLAIN;

  private static final String LOCK_IF_FREE =
      "select jti from notification where jti = ? for update skip locked";

  private CompletionTable() {}

  /** Holds, until the transaction ends, those that nobody else is at work on; waits for none. */
  static <T> List<T> holdFree(Handle handle, List<T> all, Function<T, String> jti) {
    List<T> free = new ArrayList<>(all.size());
    try (PreparedStatement lock = handle.getConnection().prepareStatement(LOCK_IF_FREE)) {
      for (T one : all) {
        lock.setString(1, jti.apply(one));
        try (ResultSet row = lock.executeQuery()) {
          if (row.next()) {
            free.add(one);
          }
        }
      }
      return free;
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /**
   * Ends each, or puts it off, and keeps the attempt.
   *
   * @return what each has come to, in the same order: those whose lease is lost, or that somebody
   *     else has ended, are left alone and not ours
   */
  static List<AttemptResult> write(Handle handle, List<Completion> completions) {
    boolean[] ours = new boolean[completions.size()];
    update(handle, SETTLE, completions, Completion::settles, ours);
    update(handle, POSTPONE, completions, completion -> !completion.settles(), ours);
    List<Completion> written = new ArrayList<>();
    List<AttemptResult> results = new ArrayList<>();
    for (int i = 0; i < ours.length; i++) {
      if (ours[i]) {
        written.add(completions.get(i));
      }
      results.add(ours[i] ? completions.get(i).result() : new AttemptResult.NotOurs());
    }
    DeliveryAttempt.insert(handle, attempts(written));
    for (Completion one : written) {
      if (one.result() instanceof AttemptResult.Disabled disabled) {
        Subscriptions.disable(handle, one.outgoing().subscriptionId(), one.at(), disabled.reason());
      }
    }
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
