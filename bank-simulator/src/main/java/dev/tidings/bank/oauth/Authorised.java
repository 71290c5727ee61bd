package dev.tidings.bank.oauth;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a customer agreed to: what a code and a refresh token stand for.
 *
 * @param consentId null when only who they are was asked for
 * @param consentVersion the consent's as it was agreed to: when it was taken back and given again
 *     it has another; 0 without a consent
 * @param authenticatedAt when the customer signed in
 */
record Authorised(
    String clientId,
    @Nullable String consentId,
    long consentVersion,
    String customerId,
    Set<String> scopes,
    Instant authenticatedAt) {}
