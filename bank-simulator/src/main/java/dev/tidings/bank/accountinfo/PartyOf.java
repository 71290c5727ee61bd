package dev.tidings.bank.accountinfo;

import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Contact;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.openbanking.OBParty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who a customer is on the wire. Source: OBIE R/W v4.0, Parties. */
final class PartyOf {

  private static final String ROLE = "UK.OBIE.Principal";

  private PartyOf() {}

  /** The one who signed in, whatever the accounts. */
  static OBParty customer(Customer customer, @Nullable Contact contact) {
    return party(customer, contact, null, "UK.OBIE.Individual", null, null);
  }

  /** One of this many who hold the account. */
  static OBParty holder(
      Customer customer, @Nullable Contact contact, Account account, int holders, String address) {
    boolean business = account.category() == Account.Category.Business;
    return party(
        customer,
        contact,
        holders > 1 ? "Joint" : "Sole",
        business ? "UK.OBIE.Sole" : "UK.OBIE.Individual",
        ROLE,
        new OBParty.Relationships(new OBParty.Related(address, account.accountId())));
  }

  private static OBParty party(
      Customer customer,
      @Nullable Contact contact,
      @Nullable String type,
      String legalStructure,
      @Nullable String role,
      OBParty.@Nullable Relationships relationships) {
    return new OBParty(
        customer.customerId(),
        customer.customerId(),
        type,
        customer.fullName(),
        customer.fullName(),
        legalStructure,
        role == null ? null : Boolean.TRUE,
        role,
        contact == null ? null : contact.email(),
        contact == null ? null : contact.mobile(),
        relationships,
        contact == null ? null : List.of(address(contact)));
  }

  private static OBParty.Address address(Contact contact) {
    return new OBParty.Address(
        "HOME",
        contact.street(),
        contact.buildingNumber(),
        contact.town(),
        contact.postCode(),
        contact.country());
  }
}
