package dev.tidings.bank.ledger;

/**
 * How the bank reaches a customer.
 *
 * @param mobile such as {@code +44-7700900123}
 * @param country ISO 3166, two capitals
 */
public record Contact(
    String customerId,
    String email,
    String mobile,
    String buildingNumber,
    String street,
    String town,
    String postCode,
    String country) {}
