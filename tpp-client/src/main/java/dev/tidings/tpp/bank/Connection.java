package dev.tidings.tpp.bank;

import java.time.Instant;

/** A customer's consent that lets us read a bank's accounts. */
public record Connection(
    String connectionId, String bankId, String consentId, Instant consentExpiresAt) {}
