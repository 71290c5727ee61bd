package dev.tidings.bank.oauth;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a presented access token stands for.
 *
 * @param clientId the TPP
 * @param consentId null for a client_credentials token
 * @param customerId null for a client_credentials token
 * @param scopes such as {@code accounts}
 */
public record AccessToken(
    String clientId,
    @Nullable String consentId,
    @Nullable String customerId,
    Set<String> scopes,
    Instant expiresAt) {}
