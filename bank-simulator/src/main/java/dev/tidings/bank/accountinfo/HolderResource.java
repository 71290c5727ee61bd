package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Contacts;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.bank.ledger.Customers;
import dev.tidings.bank.offer.Offer;
import dev.tidings.bank.offer.Offers;
import dev.tidings.openbanking.OBOffer;
import dev.tidings.openbanking.OBParty;
import dev.tidings.openbanking.OBProduct;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/**
 * Who holds an account, as which product, and what the bank offers them. Source: OBIE R/W v4.0,
 * Parties; Products; Offers.
 */
final class HolderResource {

  private final AccountLists lists;
  private final ApiLinks links;
  private final InstantSource clock;
  private final Accounts accounts = new Accounts();
  private final Customers customers = new Customers();
  private final Contacts contacts = new Contacts();
  private final Offers offers = new Offers();

  HolderResource(AccountLists lists, ApiLinks links, InstantSource clock) {
    this.lists = lists;
    this.links = links;
    this.clock = clock;
  }

  void register(RoutesConfig routes) {
    lists.one(routes, DataEndpoint.ACCOUNT_PARTIES, this::parties);
    lists.one(routes, DataEndpoint.ACCOUNT_PARTY, this::accountParty);
    lists.all(routes, DataEndpoint.PARTY, this::party);
    lists.one(routes, DataEndpoint.ACCOUNT_PRODUCT, HolderResource::products);
    lists.all(routes, DataEndpoint.PRODUCTS, HolderResource::products);
    lists.one(routes, DataEndpoint.ACCOUNT_OFFERS, this::offers);
    lists.all(routes, DataEndpoint.OFFERS, this::offers);
  }

  private Object party(Handle handle, List<Account> ignored, Consent consent) {
    Customer customer = signedIn(handle, consent);
    return new OBParty.One(
        PartyOf.customer(customer, contacts.find(handle, customer.customerId()).orElse(null)));
  }

  /** Of several holders the one who gave the consent. */
  private Object accountParty(Handle handle, List<Account> one, Consent consent) {
    int holders = accounts.holdersOf(handle, one.getFirst().accountId()).size();
    return new OBParty.One(holder(handle, signedIn(handle, consent), one.getFirst(), holders));
  }

  private Object parties(Handle handle, List<Account> one, Consent consent) {
    Account account = one.getFirst();
    List<String> ids = accounts.holdersOf(handle, account.accountId());
    return new OBParty.Many(
        ids.stream()
            .flatMap(id -> customers.find(handle, id).stream())
            .map(customer -> holder(handle, customer, account, ids.size()))
            .toList());
  }

  private OBParty holder(Handle handle, Customer customer, Account account, int holders) {
    return PartyOf.holder(
        customer,
        contacts.find(handle, customer.customerId()).orElse(null),
        account,
        holders,
        links.to("/accounts/" + account.accountId()));
  }

  private Customer signedIn(Handle handle, Consent consent) {
    return customers
        .find(handle, Objects.requireNonNull(consent.customerId(), "an authorised consent"))
        .orElseThrow();
  }

  private static Object products(Handle handle, List<Account> of, Consent consent) {
    return new OBProduct.Data(of.stream().map(ProductOf::account).toList());
  }

  private Object offers(Handle handle, List<Account> of, Consent consent) {
    List<String> ids = of.stream().map(Account::accountId).toList();
    return new OBOffer.Data(
        offers.openAt(handle, clock.instant(), ids).stream().map(HolderResource::offer).toList());
  }

  private static OBOffer offer(Offer offer) {
    return new OBOffer(
        offer.accountId(),
        offer.offerId(),
        offer.kind().name(),
        offer.description(),
        offer.startsAt(),
        offer.endsAt(),
        offer.rate(),
        offer.term(),
        null,
        offer.amount().amount(),
        null);
  }
}
