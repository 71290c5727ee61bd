package dev.tidings.tpp.connect;

import java.time.Instant;

/**
 * A customer who was sent to the bank and is not back yet.
 *
 * @param state names it in the redirect
 * @param browser digest of the cookie that binds it to the browser it began in
 */
record AuthorizationRequest(
    String state,
    String bankId,
    String consentId,
    Instant consentExpiresAt,
    String codeVerifier,
    String browser) {}
