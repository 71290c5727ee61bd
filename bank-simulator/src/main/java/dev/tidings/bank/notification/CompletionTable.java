package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Lease;
import dev.tidings.persistence.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
  static List<Completion> holdFree(Handle handle, List<Completion> completions) {
    List<Completion> free = new ArrayList<>(completions.size());
    try (PreparedStatement lock = handle.getConnection().prepareStatement(LOCK_IF_FREE)) {
      for (Completion completion : completions) {
        lock.setString(1, completion.outgoing().jti());
        try (ResultSet row = lock.executeQuery()) {
          if (row.next()) {
            free.add(completion);
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
    Set<Completion> ours = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<Boolean, List<Completion>> parts =
        completions.stream().collect(Collectors.partitioningBy(Completion::settles));
    update(handle, SETTLE, parts.get(true), ours);
    update(handle, POSTPONE, parts.get(false), ours);
    List<Completion> written = completions.stream().filter(ours::contains).toList();
    DeliveryAttempt.insert(handle, attempts(written));
    for (Completion one : written) {
      if (one.result() instanceof AttemptResult.Disabled disabled) {
        Subscriptions.disable(
            handle, one.outgoing().subscriptionId(), one.at(), disabled.reason());
      }
    }
    return completions.stream()
        .map(one -> ours.contains(one) ? one.result() : new AttemptResult.NotOurs())
        .toList();
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
      Handle handle, String sql, List<Completion> completions, Set<Completion> ours) {
    int[] rows =
        Batch.execute(
            handle, sql, completions, (statement, completion) -> completion.setTo(statement));
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == 1) {
        ours.add(completions.get(i));
      }
    }
  }
}
