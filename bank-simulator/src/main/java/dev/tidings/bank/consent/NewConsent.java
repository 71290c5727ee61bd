package dev.tidings.bank.consent;

import dev.tidings.openbanking.Permission;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a TPP asks for; null dates are open ended. */
public record NewConsent(
    String clientId,
    Set<Permission> permissions,
    @Nullable Instant expiresAt,
    @Nullable Instant transactionsFrom,
    @Nullable Instant transactionsTo) {}
