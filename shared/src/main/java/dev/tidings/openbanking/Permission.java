package dev.tidings.openbanking;

import java.util.Optional;

/**
 * What a customer can allow a TPP to read. Source: OBIE R/W v4.0, Account Access Consents,
 * Permissions.
 */
public enum Permission {
  ReadAccountsBasic,
  ReadAccountsDetail,
  ReadBalances,
  ReadBeneficiariesBasic,
  ReadBeneficiariesDetail,
  ReadDirectDebits,
  ReadOffers,
  ReadPAN,
  ReadParty,
  ReadPartyPSU,
  ReadProducts,
  ReadScheduledPaymentsBasic,
  ReadScheduledPaymentsDetail,
  ReadStandingOrdersBasic,
  ReadStandingOrdersDetail,
  ReadStatementsBasic,
  ReadStatementsDetail,
  ReadTransactionsBasic,
  ReadTransactionsCredits,
  ReadTransactionsDebits,
  ReadTransactionsDetail;

  /** The permission with this code, or nothing if the standard has none so called. */
  public static Optional<Permission> find(String code) {
    for (Permission permission : values()) {
      if (permission.name().equals(code)) {
        return Optional.of(permission);
      }
    }
    return Optional.empty();
  }
}
