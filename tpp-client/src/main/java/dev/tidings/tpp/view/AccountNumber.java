package dev.tidings.tpp.view;

import dev.tidings.openbanking.OBAccount;
import dev.tidings.openbanking.OBTransaction;
import org.jspecify.annotations.Nullable;

/**
 * Scheme and number of an account as one text, by which both ends of a transfer are known to be the
 * same customer's. A masked card number is kept as it is told.
 */
final class AccountNumber {

  private static final int LENGTH_MAX = 300;

  private AccountNumber() {}

  static @Nullable String of(OBAccount account) {
    var numbers = account.account();
    return numbers == null || numbers.isEmpty()
        ? null
        : text(numbers.getFirst().schemeName(), numbers.getFirst().identification());
  }

  static @Nullable String of(OBTransaction.@Nullable Counterparty other) {
    return other == null ? null : text(other.schemeName(), other.identification());
  }

  private static @Nullable String text(@Nullable String scheme, @Nullable String number) {
    String text = scheme == null || number == null ? "" : scheme + ' ' + number;
    return text.isEmpty() || text.length() > LENGTH_MAX ? null : text;
  }
}
