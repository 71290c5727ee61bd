package dev.tidings.openbanking;

/** The sign of an amount; zero is a credit. Source: OBIE R/W v4.0, OBCreditDebitCode. */
public enum CreditDebitIndicator {
  Credit,
  Debit
}
