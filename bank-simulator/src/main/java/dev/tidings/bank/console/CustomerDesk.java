package dev.tidings.bank.console;

import dev.tidings.bank.alerts.AlertLimits;
import dev.tidings.bank.alerts.CustomerLimits;
import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.ConsentUse;
import dev.tidings.bank.consent.ConsentUses;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.consent.IllegalConsentStateException;
import dev.tidings.bank.console.AccessView.Access;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.bank.ledger.Customers;
import dev.tidings.bank.ledger.ErrorPath;
import dev.tidings.bank.oauth.Client;
import dev.tidings.bank.oauth.Clients;
import dev.tidings.persistence.Database;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What a signed-in customer can see and do. Thread-safe. */
public final class CustomerDesk {

  /** Customers that the sign-in page offers; a bank may have a million. */
  static final int SIGN_IN_MAX = 100;

  private final Database database;
  private final Customers customers;
  private final Accounts accounts;
  private final Consents consents;
  private final Clients clients;
  private final ConsentUses uses;
  private final CustomerLimits limits = new CustomerLimits();

  public CustomerDesk(
      Database database,
      Customers customers,
      Accounts accounts,
      Consents consents,
      Clients clients,
      ConsentUses uses) {
    this.database = database;
    this.customers = customers;
    this.accounts = accounts;
    this.consents = consents;
    this.clients = clients;
    this.uses = uses;
  }

  List<Customer> customers() {
    return database.read(handle -> customers.first(handle, SIGN_IN_MAX)).stream()
        .filter(customer -> ErrorPath.of(customer.customerId()).isEmpty())
        .toList();
  }

  /** Who is there to test what else may happen. */
  List<Customer> errorPaths() {
    return database.read(handle ->
        Arrays.stream(ErrorPath.values())
            .flatMap(path -> customers.find(handle, path.customerId()).stream())
            .toList());
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

  /** What a customer has ever agreed to, newest first, as it stands now. */
  List<Access> accessTo(String customerId, Instant now) {
    List<Consent> given = database.read(handle -> consents.ofCustomer(handle, customerId));
    Map<String, ConsentUse> used = uses.of(given.stream().map(Consent::consentId).toList());
    return database.read(handle -> {
      Map<String, Account> held =
          accounts.heldBy(handle, customerId).stream()
              .collect(Collectors.toMap(Account::accountId, Function.identity()));
      Map<String, String> names = new HashMap<>();
      return given.stream()
          .map(consent ->
              Access.of(
                  consent,
                  names.computeIfAbsent(consent.clientId(), id -> clientName(handle, id)),
                  named(consent, held),
                  used.get(consent.consentId()),
                  now))
          .toList();
    });
  }

  private String clientName(Handle handle, String clientId) {
    return clients.find(handle, clientId).map(Client::name).orElse(clientId);
  }

  private static List<String> named(Consent consent, Map<String, Account> held) {
    return consent.accountIds().stream()
        .sorted()
        .map(held::get)
        .filter(Objects::nonNull)
        .map(CustomerDesk::named)
        .toList();
  }

  /** By its name and the end of its number, as banks do. */
  private static String named(Account account) {
    String number = account.identification();
    return account.nickname() + " ·· " + number.substring(Math.max(0, number.length() - 4));
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
          throw notYours();
        }
        consents.revoke(unit, consentId, interactionId);
      });
    } catch (IllegalConsentStateException e) {
      throw nothingToStop();
    }
  }

  static PageException notYours() {
    return new PageException(404, "Not found", "You have given no such permission.");
  }

  static PageException nothingToStop() {
    return new PageException(409, "Nothing to stop", "This application has no access any more.");
  }
}
