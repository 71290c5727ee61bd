package dev.tidings.bank.ledger;

import java.util.Arrays;
import java.util.Optional;

/**
 * Customers who are there so that a TPP can test what else may happen. They are known by their id,
 * so that asking costs nothing.
 */
public enum ErrorPath {
  /** Sign-in is refused. */
  LOCKED("locked"),
  /** The first authorisation of each consent is not enough: it has to be given again. */
  NEEDS_REAUTHENTICATION("needs-reauthentication"),
  /** Walks away from the decision: nothing goes back to the TPP. */
  ABANDONS("abandons"),
  /** What TPPs read of this customer comes late. */
  SLOW("slow");

  private final String username;

  ErrorPath(String username) {
    this.username = username;
  }

  public String username() {
    return username;
  }

  public String customerId() {
    return "cust-" + username;
  }

  /** Whether this customer is the one. */
  public boolean is(String customerId) {
    return customerId().equals(customerId);
  }

  /** What this customer is there for; nothing for all others. */
  public static Optional<ErrorPath> of(String customerId) {
    return Arrays.stream(values()).filter(path -> path.is(customerId)).findFirst();
  }
}
