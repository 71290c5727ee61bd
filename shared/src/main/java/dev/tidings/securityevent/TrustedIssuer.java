package dev.tidings.securityevent;

import java.net.URI;

/**
 * A bank whose SETs are accepted.
 *
 * @param issuer the {@code iss} it must write
 * @param jwksUri where its keys are
 * @param audience the {@code aud} it must write: our client id there
 */
public record TrustedIssuer(String issuer, URI jwksUri, String audience) {}
