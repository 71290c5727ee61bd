package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.id.State;
import dev.tidings.bank.consent.Consent;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A TPP's authorization request that passed every check.
 *
 * @param query the request as it came, to be checked again with the customer's decision
 * @param consent what the customer is asked for
 */
public record AuthorizationRequested(
    String query,
    Client client,
    String redirectUri,
    @Nullable State state,
    String codeChallenge,
    Consent consent) {

  /** Scheme, host and port of {@link #redirectUri}, where the browser will be sent. */
  public String redirectOrigin() {
    URI uri = URI.create(redirectUri);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
