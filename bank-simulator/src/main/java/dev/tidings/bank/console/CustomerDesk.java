package dev.tidings.bank.console;

import dev.tidings.bank.alerts.AlertLimits;
import dev.tidings.bank.alerts.CustomerLimits;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.consent.IllegalConsentStateException;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.bank.ledger.Customers;
import dev.tidings.bank.oauth.Client;
import dev.tidings.bank.oauth.Clients;
import dev.tidings.persistence.Database;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What a signed-in customer can see and do. Thread-safe. */
public final class CustomerDesk {

  /** Customers that the sign-in page offers; a bank may have a million. */
  static final int SIGN_IN_MAX = 100;

  private final Database database;
  private final Customers customers;
  private final Accounts accounts;
  private final Consents consents;
  private final Clients clients;
  private final CustomerLimits limits = new CustomerLimits();

  public CustomerDesk(
      Database database,
      Customers customers,
      Accounts accounts,
      Consents consents,
      Clients clients) {
    this.database = database;
    this.customers = customers;
    this.accounts = accounts;
    this.consents = consents;
    this.clients = clients;
  }

  List<Customer> customers() {
    return database.read(handle -> customers.first(handle, SIGN_IN_MAX));
  }

  Optional<Customer> customer(String customerId) {
    return database.read(handle -> customers.find(handle, customerId));
  }

  Optional<Customer> named(String username) {
    return database.read(handle -> customers.findByUsername(handle, username));
  }

  List<Account> accountsOf(String customerId) {
    return database.read(handle -> accounts.heldBy(handle, customerId));
  }

  List<ConsentListView.Row> consentsOf(String customerId) {
    return database.read(handle ->
        consents.ofCustomer(handle, customerId).stream()
            .map(consent ->
                ConsentListView.Row.of(
                    consent,
                    clients
                        .find(handle, consent.clientId())
                        .map(Client::name)
                        .orElse(consent.clientId()),
                    accounts
                        .findAll(handle, List.copyOf(new TreeSet<>(consent.accountIds())))
                        .stream()
                        .map(Account::nickname)
                        .toList()))
            .toList());
  }

  AlertLimits limitsOf(String customerId) {
    return database.read(handle -> limits.of(handle, customerId));
  }

  void setLimits(String customerId, AlertLimits wanted) {
    database.useTransaction(unit -> limits.set(unit, customerId, wanted));
  }

  /**
   * Takes the customer's own consent back.
   *
   * @throws PageException when it is none of theirs, or not authorised
   */
  void revoke(String customerId, String consentId, String interactionId) {
    try {
      database.useTransaction(unit -> {
        boolean own =
            consents
                .find(unit.handle(), consentId)
                .filter(consent -> customerId.equals(consent.customerId()))
                .isPresent();
        if (!own) {
          throw new PageException(404, "Not found", "You have given no such permission.");
        }
        consents.revoke(unit, consentId, interactionId);
      });
    } catch (IllegalConsentStateException e) {
      throw new PageException(409, "Nothing to stop", "This application has no access any more.");
    }
  }
}
