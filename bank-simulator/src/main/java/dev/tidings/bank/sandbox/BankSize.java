package dev.tidings.bank.sandbox;

/**
 * What a bank has beside the personas.
 *
 * @param accounts customers with an empty account each
 * @param transactions of one further customer
 */
public record BankSize(int accounts, int transactions) {

  /** The most further accounts. */
  public static final int ACCOUNTS_MAX = 9_999_999;

  /** The most transactions of the one further customer. */
  public static final int TRANSACTIONS_MAX = 1_000_000;

  public static final BankSize PERSONAS = new BankSize(0, 0);

  public BankSize {
    if (accounts < 0 || accounts > ACCOUNTS_MAX) {
      throw new IllegalArgumentException("further accounts are 0 to " + ACCOUNTS_MAX);
    }
    if (transactions < 0 || transactions > TRANSACTIONS_MAX) {
      throw new IllegalArgumentException("a long history is of 0 to " + TRANSACTIONS_MAX);
    }
  }
}
