package dev.tidings.bank.accountinfo;

import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Account.Scheme;
import org.jspecify.annotations.Nullable;

/** The card that goes with an account. Its number follows from the account's id. */
final class CardOf {

  /** ISO/IEC 7812: 9 for national assignment, 826 for the United Kingdom; of no card scheme. */
  private static final String PREFIX = "9826";

  private static final long PAYLOAD_NUMBERS = 100_000_000_000L;

  private CardOf() {}

  /** The credit card itself, the debit card of a current account, or null: savings have none. */
  static @Nullable AccountNumber account(Account account) {
    return switch (account.type()) {
      case CREDIT_CARD -> new AccountNumber(account.scheme(), account.identification());
      case CURRENT -> new AccountNumber(Scheme.PAN, number(account.accountId()));
      case SAVINGS -> null;
    };
  }

  /** Sixteen digits, the last one of them Luhn's. Source: ISO/IEC 7812-1, annex B. */
  private static String number(String accountId) {
    long hash = 1;
    for (int i = 0; i < accountId.length(); i++) {
      hash = hash * 1_000_003 + accountId.charAt(i);
    }
    long payload = Math.floorMod(hash, PAYLOAD_NUMBERS);
    String digits = PREFIX + Long.toString(PAYLOAD_NUMBERS + payload).substring(1);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit * 2 : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return digits + (10 - sum % 10) % 10;
  }
}
