package dev.tidings.bank.accountinfo;

import dev.tidings.bank.ledger.Transaction.Kind;
import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.OBTransaction.TransactionCode;

/** Family and sub-family of each kind of entry. Source: ISO 20022, Bank Transaction Codes. */
final class BankTransactionCodes {

  private static final String CUSTOMER_CARD = "CCRD";
  private static final String ISSUED_TRANSFER = "ICDT";
  private static final String RECEIVED_TRANSFER = "RCDT";
  private static final String RECEIVED_DIRECT_DEBIT = "RDDT";
  private static final String MISCELLANEOUS_CREDIT = "MCOP";
  private static final String MISCELLANEOUS_DEBIT = "MDOP";

  private BankTransactionCodes() {}

  static TransactionCode of(Kind kind, CreditDebitIndicator indicator) {
    boolean credit = indicator == CreditDebitIndicator.Credit;
    String transfer = credit ? RECEIVED_TRANSFER : ISSUED_TRANSFER;
    String miscellaneous = credit ? MISCELLANEOUS_CREDIT : MISCELLANEOUS_DEBIT;
    return switch (kind) {
      case CARD_PAYMENT -> new TransactionCode(CUSTOMER_CARD, "POSD");
      case CASH_WITHDRAWAL -> new TransactionCode(CUSTOMER_CARD, "CWDL");
      case DIRECT_DEBIT -> new TransactionCode(RECEIVED_DIRECT_DEBIT, "PMDD");
      case STANDING_ORDER -> new TransactionCode(transfer, "STDO");
      case TRANSFER -> new TransactionCode(transfer, "DMCT");
      case SALARY -> new TransactionCode(transfer, "SALA");
      case INTEREST -> new TransactionCode(miscellaneous, "INTR");
      case FEE -> new TransactionCode(miscellaneous, "FEES");
      case OTHER -> new TransactionCode(miscellaneous, "OTHR");
    };
  }
}
