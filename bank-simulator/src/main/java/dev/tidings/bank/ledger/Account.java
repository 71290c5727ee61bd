package dev.tidings.bank.ledger;

import dev.tidings.openbanking.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An account and its balances at one moment.
 *
 * @param identification sort code and account number (14 digits), IBAN, or card number
 * @param creditLimit overdraft or credit card limit; zero for none
 * @param booked sum of all booked entries; negative is owed
 * @param pending sum of all pending entries, not yet in {@code booked}
 * @param opening what was booked when the day of {@code changedAt} began, in UTC
 * @param version counts the changes of the balances
 * @param changedAt when the balances last changed
 * @param closedAt null while it is open
 */
public record Account(
    String accountId,
    Type type,
    Category category,
    String currency,
    String nickname,
    String holderName,
    Scheme scheme,
    String identification,
    @Nullable String secondaryIdentification,
    Money creditLimit,
    Money booked,
    Money pending,
    Money opening,
    long version,
    Instant openedAt,
    Instant changedAt,
    @Nullable Instant closedAt) {

  /** The kinds of account the bank keeps, with the standard's AccountTypeCode. */
  public enum Type {
    CURRENT("CACC"),
    SAVINGS("SVGS"),
    CREDIT_CARD("CARD");

    private final String code;

    Type(String code) {
      this.code = code;
    }

    /** ISO 20022 ExternalCashAccountType1Code. */
    public String code() {
      return code;
    }
  }

  /** Whose money. Source: OBIE R/W v4.0, AccountCategory. */
  public enum Category {
    Personal,
    Business
  }

  /** How the account is identified, with the standard's scheme name. */
  public enum Scheme {
    SORT_CODE_ACCOUNT_NUMBER("UK.OBIE.SortCodeAccountNumber"),
    IBAN("UK.OBIE.IBAN"),
    PAN("UK.OBIE.PAN");

    private final String code;

    Scheme(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** Whether something can still happen on it. */
  public boolean isOpen() {
    return closedAt == null;
  }

  /** Source: OBIE R/W v4.0, OBInternalAccountStatus1Code. */
  public String status() {
    return isOpen() ? "Enabled" : "Deleted";
  }

  /** What the customer can use, without any credit: booked and pending together. */
  public Money available() {
    return booked.plus(pending);
  }

  /** What was booked when the day before this moment's ended, in UTC; no change is after it. */
  public Money closeOfDayBefore(Instant moment) {
    return day(changedAt).isBefore(day(moment)) ? booked : opening;
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  /** The account after one change of its balances. */
  Account changed(Money bookedChange, Money pendingChange, Instant at) {
    return new Account(
        accountId,
        type,
        category,
        currency,
        nickname,
        holderName,
        scheme,
        identification,
        secondaryIdentification,
        creditLimit,
        booked.plus(bookedChange),
        pending.plus(pendingChange),
        closeOfDayBefore(at),
        version + 1,
        openedAt,
        at,
        closedAt);
  }

  /** The account after a transaction of this status. */
  Account changed(Transaction.Status status, Money amount, Instant at) {
    Money none = Money.zero(currency);
    return switch (status) {
      case BOOK -> changed(amount, none, at);
      case PDNG -> changed(none, amount, at);
    };
  }

  /**
   * Names the change that made this version: unique in the bank, and later changes of the account
   * sort after it.
   */
  String changeId() {
    return accountId + String.format(Locale.ROOT, "%010d", version);
  }
}
