package dev.tidings.bank.oauth;

import org.jspecify.annotations.Nullable;

/**
 * The keys that whoever uses a token must have; without any it is a bearer token. Source: RFC 7800
 * §3.
 *
 * @param jkt thumbprint of a DPoP key. Source: RFC 9449 §6.1
 * @param x5t SHA-256 of a TLS client certificate. Source: RFC 8705 §3.1
 */
record Confirmation(@Nullable String jkt, @Nullable String x5t) {

  static final Confirmation BEARER = new Confirmation(null, null);
}
