package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.ledger.Account.Scheme;
import dev.tidings.openbanking.Permission;
import java.util.regex.Pattern;

/** A number that names an account, as a consent lets it be seen. Source: OBIE R/W v4.0, ReadPAN. */
record AccountNumber(Scheme scheme, String number) {

  /** Digits of a card number that everybody may see. */
  static final int PAN_DIGITS_SHOWN = 4;

  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");
  private static final Pattern PAN = Pattern.compile("\\d{15,19}");

  /** Tells the scheme by the number's form. */
  static AccountNumber of(String number) {
    if (IBAN.matcher(number).matches()) {
      return new AccountNumber(Scheme.IBAN, number);
    }
    if (PAN.matcher(number).matches()) {
      return new AccountNumber(Scheme.PAN, number);
    }
    return new AccountNumber(Scheme.SORT_CODE_ACCOUNT_NUMBER, number);
  }

  /** The number; a card's is masked up to its last digits unless the consent has ReadPAN. */
  String seenUnder(Consent consent) {
    if (scheme != Scheme.PAN || consent.allows(Permission.ReadPAN)) {
      return number;
    }
    int masked = Math.max(0, number.length() - PAN_DIGITS_SHOWN);
    return "x".repeat(masked) + number.substring(masked);
  }
}
