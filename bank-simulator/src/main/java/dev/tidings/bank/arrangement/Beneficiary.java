package dev.tidings.bank.arrangement;

/**
 * Somebody the customer has paid or means to pay from an account.
 *
 * @param identification of the beneficiary's account, in any scheme
 * @param trusted whether payments need no strong authentication
 */
public record Beneficiary(
    String beneficiaryId,
    String accountId,
    String name,
    String identification,
    String reference,
    boolean trusted) {}
