package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.ledger.Account;
import dev.tidings.openbanking.OBAccount;
import dev.tidings.openbanking.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a consent lets be seen of an account. Source: OBIE R/W v4.0, Accounts, Permissions. */
final class DisclosedAccount {

  private static final String ENABLED = "Enabled";
  private static final String UK_SORT_CODE_SCHEME = "UK.OBIE.NCC.GB";
  private static final int SORT_CODE_DIGITS = 6;

  private DisclosedAccount() {}

  /** Numbers and servicer need ReadAccountsDetail. */
  static OBAccount of(Account account, Consent consent) {
    boolean detail = consent.allows(Permission.ReadAccountsDetail);
    return new OBAccount(
        account.accountId(),
        ENABLED,
        account.openedAt(),
        account.currency(),
        account.category().name(),
        account.type().code(),
        description(account.type()),
        account.nickname().isEmpty() ? null : account.nickname(),
        account.openedAt(),
        detail ? List.of(identification(account, consent)) : null,
        detail ? servicer(account) : null);
  }

  private static String description(Account.Type type) {
    return switch (type) {
      case CURRENT -> "Current account";
      case SAVINGS -> "Savings account";
      case CREDIT_CARD -> "Credit card";
    };
  }

  private static OBAccount.Identification identification(Account account, Consent consent) {
    AccountNumber number = new AccountNumber(account.scheme(), account.identification());
    return new OBAccount.Identification(
        account.scheme().code(),
        number.seenUnder(consent),
        account.holderName(),
        account.secondaryIdentification());
  }

  private static OBAccount.@Nullable Servicer servicer(Account account) {
    return switch (account.scheme()) {
      case SORT_CODE_ACCOUNT_NUMBER ->
          new OBAccount.Servicer(
              UK_SORT_CODE_SCHEME, account.identification().substring(0, SORT_CODE_DIGITS), null);
      case IBAN, PAN -> null;
    };
  }
}
