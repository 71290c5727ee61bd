package dev.tidings.bank.sandbox;

import dev.tidings.bank.ledger.Account;

/**
 * One payment that a persona has put off.
 *
 * @param inDays after the day of the seeding
 */
record Planned(Account account, String payee, String reference, long minor, int inDays) {}
