package dev.tidings.bank.ledger;

/** The ledger does not move this money; nothing has changed. The message says what was wrong. */
public abstract sealed class PostingRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private PostingRefusedException(String message) {
    super(message);
  }

  /** There is no such customer account. */
  public static final class UnknownAccount extends PostingRefusedException {
    private static final long serialVersionUID = 1;

    UnknownAccount(String accountId) {
      super("there is no account '" + accountId + "'");
    }
  }

  /** There is no such transaction. */
  public static final class UnknownTransaction extends PostingRefusedException {
    private static final long serialVersionUID = 1;

    UnknownTransaction(String transactionId) {
      super("there is no transaction '" + transactionId + "'");
    }
  }

  /** Nothing moves on an account that is closed. */
  public static final class AccountClosed extends PostingRefusedException {
    private static final long serialVersionUID = 1;

    AccountClosed(String accountId) {
      super("account '" + accountId + "' is closed");
    }
  }

  /** The amount is in another currency than the account. */
  public static final class WrongCurrency extends PostingRefusedException {
    private static final long serialVersionUID = 1;

    WrongCurrency(Account account, String currency) {
      super("the account is in " + account.currency() + ", the amount in " + currency);
    }
  }

  /** The amount is zero or negative. */
  public static final class AmountNotPositive extends PostingRefusedException {
    private static final long serialVersionUID = 1;

    AmountNotPositive(String decimal) {
      super("the amount must be greater than zero, it is " + decimal);
    }
  }

  /** The amount is above {@link Ledger#AMOUNT_MINOR_MAX}. */
  public static final class AmountTooLarge extends PostingRefusedException {
    private static final long serialVersionUID = 1;

    AmountTooLarge(String decimal) {
      super("the amount " + decimal + " has more than 13 digits");
    }
  }

  /** A balance would leave ± {@link Ledger#BALANCE_MINOR_MAX}. */
  public static final class BalanceOutOfRange extends PostingRefusedException {
    private static final long serialVersionUID = 1;

    BalanceOutOfRange(String accountId) {
      super("the balance of account '" + accountId + "' would have more than 13 digits");
    }
  }

  /** Money cannot be moved from an account to itself. */
  public static final class SameAccount extends PostingRefusedException {
    private static final long serialVersionUID = 1;

    SameAccount(String accountId) {
      super("account '" + accountId + "' cannot pay itself");
    }
  }

  /** Only a pending transaction can be booked. */
  public static final class NotPending extends PostingRefusedException {
    private static final long serialVersionUID = 1;

    NotPending(String transactionId) {
      super("transaction '" + transactionId + "' is booked already");
    }
  }
}
