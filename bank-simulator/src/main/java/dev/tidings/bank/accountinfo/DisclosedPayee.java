package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.openbanking.OBAgent;
import dev.tidings.openbanking.OBPayeeAccount;
import dev.tidings.openbanking.Permission;
import org.jspecify.annotations.Nullable;

/** Who is paid, as far as the consent lets it be seen. */
record DisclosedPayee(@Nullable OBAgent agent, @Nullable OBPayeeAccount account) {

  private static final String UK_SORT_CODE_SCHEME = "UK.OBIE.NCC.GB";
  private static final int SORT_CODE_DIGITS = 6;

  /**
   * @param detail the permission without which nothing of it is shown
   */
  static DisclosedPayee of(String name, String identification, Consent consent, Permission detail) {
    if (!consent.allows(detail)) {
      return new DisclosedPayee(null, null);
    }
    AccountNumber number = AccountNumber.of(identification);
    return new DisclosedPayee(
        agent(number), new OBPayeeAccount(number.scheme().code(), number.seenUnder(consent), name));
  }

  /** The bank that the number names; null where it names none. */
  static @Nullable OBAgent agent(AccountNumber number) {
    return switch (number.scheme()) {
      case SORT_CODE_ACCOUNT_NUMBER ->
          new OBAgent(
              UK_SORT_CODE_SCHEME,
              number.number().substring(0, Math.min(SORT_CODE_DIGITS, number.number().length())));
      case IBAN, PAN -> null;
    };
  }
}
