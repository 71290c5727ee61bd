package dev.tidings.bank.sandbox;

import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Contact;
import dev.tidings.bank.ledger.Customer;
import java.util.List;

/** Customers, what they have at the bank, and how they live. */
record Persona(
    List<Customer> customers,
    List<Contact> contacts,
    List<Held> accounts,
    List<Habit> habits,
    List<Planned> planned) {

  /**
   * An account and its start.
   *
   * @param broughtForwardMinor what was on it before the history begins
   */
  record Held(Account account, List<String> customerIds, long broughtForwardMinor) {}
}
