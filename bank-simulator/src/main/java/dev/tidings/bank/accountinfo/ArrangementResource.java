package dev.tidings.bank.accountinfo;

import dev.tidings.bank.arrangement.Arrangement;
import dev.tidings.bank.arrangement.Arrangements;
import dev.tidings.bank.arrangement.Beneficiaries;
import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.ledger.Account;
import dev.tidings.openbanking.OBBeneficiary;
import dev.tidings.openbanking.OBDirectDebit;
import dev.tidings.openbanking.OBScheduledPayment;
import dev.tidings.openbanking.OBStandingOrder;
import io.javalin.config.RoutesConfig;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Beneficiaries, direct debits, standing orders, scheduled payments. Source: OBIE R/W v4.0, the
 * resources of these names.
 */
final class ArrangementResource {

  private final AccountLists lists;
  private final Arrangements arrangements = new Arrangements();
  private final Beneficiaries beneficiaries = new Beneficiaries();

  ArrangementResource(AccountLists lists) {
    this.lists = lists;
  }

  void register(RoutesConfig routes) {
    lists.one(routes, DataEndpoint.ACCOUNT_BENEFICIARIES, this::beneficiaries);
    lists.all(routes, DataEndpoint.BENEFICIARIES, this::beneficiaries);
    lists.one(routes, DataEndpoint.ACCOUNT_DIRECT_DEBITS, this::directDebits);
    lists.all(routes, DataEndpoint.DIRECT_DEBITS, this::directDebits);
    lists.one(routes, DataEndpoint.ACCOUNT_STANDING_ORDERS, this::standingOrders);
    lists.all(routes, DataEndpoint.STANDING_ORDERS, this::standingOrders);
    lists.one(routes, DataEndpoint.ACCOUNT_SCHEDULED_PAYMENTS, this::scheduledPayments);
    lists.all(routes, DataEndpoint.SCHEDULED_PAYMENTS, this::scheduledPayments);
  }

  private Object beneficiaries(Handle handle, List<Account> accounts, Consent consent) {
    return new OBBeneficiary.Data(
        beneficiaries.of(handle, ids(accounts)).stream()
            .map(beneficiary -> DisclosedArrangements.of(beneficiary, consent))
            .toList());
  }

  private Object directDebits(Handle handle, List<Account> accounts, Consent consent) {
    return new OBDirectDebit.Data(
        arrangements.of(handle, Arrangement.Kind.DIRECT_DEBIT, ids(accounts)).stream()
            .map(DisclosedArrangements::directDebit)
            .toList());
  }

  private Object standingOrders(Handle handle, List<Account> accounts, Consent consent) {
    return new OBStandingOrder.Data(
        arrangements.of(handle, Arrangement.Kind.STANDING_ORDER, ids(accounts)).stream()
            .map(order -> DisclosedArrangements.standingOrder(order, consent))
            .toList());
  }

  private Object scheduledPayments(Handle handle, List<Account> accounts, Consent consent) {
    return new OBScheduledPayment.Data(
        arrangements.of(handle, Arrangement.Kind.SCHEDULED_PAYMENT, ids(accounts)).stream()
            .filter(payment -> payment.nextDueAt() != null)
            .map(payment -> DisclosedArrangements.scheduledPayment(payment, consent))
            .toList());
  }

  private static List<String> ids(List<Account> accounts) {
    return accounts.stream().map(Account::accountId).toList();
  }
}
