package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.CurrencyExchange;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.openbanking.BalanceType;
import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.OBAgent;
import dev.tidings.openbanking.OBTransaction;
import dev.tidings.openbanking.Permission;
import org.jspecify.annotations.Nullable;

/** What a consent lets be seen of a transaction. Source: OBIE R/W v4.0, Transactions. */
final class DisclosedTransaction {

  /** OBInternalCardScheme1Code; all cards of the bank are of one scheme. */
  private static final String CARD_SCHEME = "VISA";

  private DisclosedTransaction() {}

  /** Texts, running balance, merchant and other account need ReadTransactionsDetail. */
  static OBTransaction of(Transaction entry, Account account, Consent consent) {
    boolean detail = consent.allows(Permission.ReadTransactionsDetail);
    boolean booked = entry.status() == Transaction.Status.BOOK;
    CreditDebitIndicator indicator = entry.amount().indicator();
    boolean debit = indicator == CreditDebitIndicator.Debit;
    OBAgent agent = detail ? agent(entry) : null;
    OBTransaction.Counterparty other = detail ? counterparty(entry, consent) : null;
    return new OBTransaction(
        entry.accountId(),
        entry.transactionId(),
        filled(entry.reference()),
        indicator,
        booked ? OBTransaction.Status.BOOK : OBTransaction.Status.PDNG,
        booked ? "Immutable" : "Mutable",
        entry.bookedAt(),
        booked ? entry.bookedAt() : null,
        detail ? filled(entry.description()) : null,
        entry.amount().amount(),
        exchange(entry),
        BankTransactionCodes.of(entry.kind(), indicator),
        new OBTransaction.ProprietaryCode(entry.kind().name(), null),
        detail ? balance(entry) : null,
        detail ? merchant(entry) : null,
        debit ? agent : null,
        debit ? other : null,
        debit ? null : agent,
        debit ? null : other,
        card(entry, account, consent));
  }

  private static OBTransaction.@Nullable RunningBalance balance(Transaction entry) {
    return entry.balanceAfter() == null
        ? null
        : new OBTransaction.RunningBalance(
            entry.balanceAfter().indicator(), BalanceType.ITBD, entry.balanceAfter().amount());
  }

  private static OBTransaction.@Nullable CurrencyExchange exchange(Transaction entry) {
    CurrencyExchange exchange = entry.exchange();
    String kept = entry.amount().currency();
    return exchange == null
        ? null
        : new OBTransaction.CurrencyExchange(
            exchange.instructed().currency(),
            kept,
            kept,
            exchange.rate(),
            exchange.instructed().amount());
  }

  private static OBTransaction.@Nullable MerchantDetails merchant(Transaction entry) {
    return entry.merchantName() == null
        ? null
        : new OBTransaction.MerchantDetails(entry.merchantName(), entry.merchantCategoryCode());
  }

  private static OBTransaction.@Nullable Counterparty counterparty(
      Transaction entry, Consent consent) {
    String name = entry.counterpartyName();
    if (entry.counterpartyIdentification() == null) {
      return name == null ? null : new OBTransaction.Counterparty(null, null, name);
    }
    AccountNumber number = AccountNumber.of(entry.counterpartyIdentification());
    return new OBTransaction.Counterparty(number.scheme().code(), number.seenUnder(consent), name);
  }

  /**
   * A credit card's payments are made with the account's own number, others with its debit card.
   */
  private static OBTransaction.@Nullable CardInstrument card(
      Transaction entry, Account account, Consent consent) {
    String authorisation =
        switch (entry.kind()) {
          case CARD_PAYMENT -> "Contactless";
          case CASH_WITHDRAWAL -> "PIN";
          case DIRECT_DEBIT, STANDING_ORDER, TRANSFER, SALARY, INTEREST, FEE, OTHER -> null;
        };
    AccountNumber number = CardOf.account(account);
    return authorisation == null || number == null
        ? null
        : new OBTransaction.CardInstrument(
            CARD_SCHEME, authorisation, account.holderName(), number.seenUnder(consent));
  }

  private static @Nullable OBAgent agent(Transaction entry) {
    String identification = entry.counterpartyIdentification();
    return identification == null ? null : DisclosedPayee.agent(AccountNumber.of(identification));
  }

  private static @Nullable String filled(String text) {
    return text.isEmpty() ? null : text;
  }
}
