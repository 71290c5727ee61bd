package dev.tidings.bank.trace;

import dev.tidings.bank.accountinfo.AccessRecord;
import dev.tidings.bank.broker.Unfinished;
import dev.tidings.bank.notification.DeliveryHistory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The story of one change.
 *
 * @param entry of the ledger; null when no money moved
 * @param cause the event that this one follows from, or null
 * @param consequences events that other processors appended because of this one
 * @param unfinished the processors that have still to do it, or have given it up
 * @param decidedAt when it was decided who is told; null while that is still to come
 * @param readers every TPP it could concern, those who are told first
 */
public record Trace(
    Change change,
    @Nullable Entry entry,
    @Nullable Linked cause,
    List<Linked> consequences,
    List<Unfinished> unfinished,
    @Nullable Instant decidedAt,
    List<Reader> readers) {

  /**
   * The event as the log has it.
   *
   * @param type such as {@code balance-changed}
   * @param version of the account or consent with it
   * @param accountId null when it is about a consent
   * @param consentId null when it is about an account
   */
  public record Change(
      String eventId,
      String type,
      long version,
      @Nullable String accountId,
      @Nullable String accountName,
      @Nullable String consentId,
      String interactionId,
      Instant occurredAt) {}

  /**
   * The transaction that moved the balance, as it stands now.
   *
   * @param amount signed decimal
   * @param balanceAfter booked balance, signed decimal; null while it is pending
   */
  public record Entry(
      String transactionId,
      String amount,
      String currency,
      String status,
      String kind,
      String description,
      Instant bookedAt,
      @Nullable String balanceAfter) {}

  /** Another event of the same chain. */
  public record Linked(String eventId, String type) {}

  /**
   * A TPP and what it has to do with the change.
   *
   * @param verdict {@code TOLD}, or what was missing
   * @param why the verdict in words
   * @param set null when none was made
   * @param calls of the accounts API within {@link Traces#CALLS_WINDOW} after the SET was made
   */
  public record Reader(
      String clientId,
      String clientName,
      String verdict,
      String why,
      List<String> consentIds,
      DeliveryHistory.@Nullable Sent set,
      List<AccessRecord.Call> calls) {

    public boolean told() {
      return verdict.equals("TOLD");
    }
  }

  /** How many TPPs were to be told. */
  public long toldCount() {
    return readers.stream().filter(Reader::told).count();
  }

  /** How many SETs have come to this status. */
  public long setsIn(String status) {
    return readers.stream()
        .filter(reader -> reader.set() != null && reader.set().status().equals(status))
        .count();
  }
}
