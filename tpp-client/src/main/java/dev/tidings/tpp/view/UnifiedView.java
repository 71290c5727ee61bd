package dev.tidings.tpp.view;

import dev.tidings.openbanking.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All accounts of all banks at one moment. */
public record UnifiedView(
    Instant asOf,
    List<Money> totals,
    List<BankView> banks,
    List<AccountView> accounts,
    List<TransactionView> latestTransactions) {

  /** The largest number of transactions in {@link #latestTransactions()}. */
  public static final int LATEST_TRANSACTIONS_MAX = 30;

  /**
   * A bank and how we stand with it.
   *
   * @param bankId short and stable, for addresses, such as {@code localhost-8081}
   * @param name as the bank calls itself
   * @param detail what is wrong or awaited, in words for the customer; null when all is well
   */
  public record BankView(
      String bankId,
      String name,
      State state,
      @Nullable String detail,
      @Nullable Instant consentExpiresAt,
      @Nullable Instant lastEventAt) {

    /** How we stand with a bank. */
    public enum State {
      /** The bank does not answer, or has not registered us yet. */
      UNREACHABLE,
      /** Registered; the customer has not agreed to anything. */
      NOT_CONNECTED,
      CONNECTED,
      /** The customer took the consent back at the bank. */
      REVOKED,
      /** The consent or its refresh token is past its time. */
      EXPIRED
    }
  }

  /**
   * An account.
   *
   * @param bank name of the bank
   * @param balance null until first read
   * @param balanceAsOf when the bank said so
   * @param lastEventId {@code jti} of the event because of which it was read last; null when read
   *     on connecting
   * @param lastEventAt when that event arrived
   */
  public record AccountView(
      String bankId,
      String bank,
      String accountId,
      String name,
      String typeCode,
      String currency,
      @Nullable Money balance,
      @Nullable Instant balanceAsOf,
      Status status,
      @Nullable String lastEventId,
      @Nullable Instant lastEventAt) {

    /** How much the figure is worth. */
    public enum Status {
      /** As the bank last told. */
      CURRENT,
      /** An event says it changed; being read. */
      REFRESHING,
      /** It changed, and the bank could not be read yet; tried again. */
      STALE,
      /** No longer ours to read. */
      REVOKED,
      /** No longer ours to read: the consent is past its time. */
      EXPIRED
    }
  }

  /**
   * A transaction, signed.
   *
   * @param counterparty who is on the other side, as the bank tells it
   * @param bankCode sub-family of the ISO 20022 bank transaction code, such as {@code PMDD}
   */
  public record TransactionView(
      String bankId,
      String bank,
      String accountId,
      String accountName,
      String transactionId,
      String description,
      @Nullable String merchantName,
      Money amount,
      boolean pending,
      Instant bookedAt,
      Category category,
      @Nullable String counterparty,
      @Nullable String bankCode) {

    /** The name that a person would look for. */
    public String title() {
      return merchantName == null ? description : merchantName;
    }
  }
}
