package dev.tidings.bank.ledger;

/**
 * A person (or a joint pair, or a business) that signs in.
 *
 * @param customerId such as {@code cust-amelia}
 * @param username what one types to sign in; unique
 * @param description one line about who this persona is
 */
public record Customer(String customerId, String username, String fullName, String description) {}
