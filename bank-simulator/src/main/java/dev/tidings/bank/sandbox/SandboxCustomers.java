package dev.tidings.bank.sandbox;

import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.bank.ledger.Customers;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.persistence.Database;

/** Finds the customer that a request names. Thread-safe. */
record SandboxCustomers(Database database, Customers customers) {

  /**
   * @param field the name that the request has for it
   * @throws ApiException 400 when there is none such
   */
  Customer require(String field, String usernameOrId) {
    return database
        .read(handle ->
            customers
                .findByUsername(handle, usernameOrId)
                .or(() -> customers.find(handle, usernameOrId)))
        .orElseThrow(() ->
            ApiException.badRequest(
                field,
                ErrorCode.NOT_FOUND,
                "there is no customer '" + usernameOrId + "'; see /sandbox/customers"));
  }
}
