package dev.tidings.tpp.bank;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bank did not do what it was asked; the message says what, in words for the customer. */
public class BankException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient @Nullable Duration retryAfter;

  public BankException(String message) {
    this(message, null);
  }

  BankException(String message, @Nullable Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** What went wrong, in words for the customer. */
  public String words() {
    return String.valueOf(getMessage());
  }

  /** How long the bank wants to be left alone, when it said so. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** The bank does not answer at all, or answers with a failure of its own. */
  public static final class Unreachable extends BankException {

    private static final long serialVersionUID = 1;

    Unreachable(String message) {
      super(message);
    }
  }

  /** The customer's consent no longer allows anything: taken back, or past its time. */
  public static final class ConsentEnded extends BankException {

    private static final long serialVersionUID = 1;

    private final boolean wantedAgain;

    ConsentEnded(String message) {
      this(message, false);
    }

    private ConsentEnded(String message, boolean wantedAgain) {
      super(message);
      this.wantedAgain = wantedAgain;
    }

    /** The bank wants the customer to authorise the same consent again. */
    static ConsentEnded untilGivenAgain() {
      return new ConsentEnded("Your bank wants you to confirm our access again.", true);
    }

    /** Whether the same consent is good again once the customer has confirmed it. */
    public boolean isWantedAgain() {
      return wantedAgain;
    }
  }

  /** The bank does not know us (any more); registering again may help. */
  public static final class UnknownClient extends BankException {

    private static final long serialVersionUID = 1;

    UnknownClient(String message) {
      super(message);
    }
  }
}
