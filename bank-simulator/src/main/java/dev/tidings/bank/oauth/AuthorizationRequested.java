package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.id.State;
import dev.tidings.bank.consent.Consent;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A TPP's authorization request that passed every check.
 *
 * @param query the request as it came, to be checked again with the customer's decision
 * @param scopes what is asked for, of what the bank knows
 * @param consent what the customer is asked for; null when only who they are
 * @param nonce for the ID token, or null
 * @param signIn how recently the customer must have signed in
 * @param pushed null when the request came with the browser
 */
public record AuthorizationRequested(
    String query,
    Client client,
    String redirectUri,
    @Nullable State state,
    String codeChallenge,
    Set<String> scopes,
    @Nullable Consent consent,
    @Nullable String nonce,
    @Nullable String dpopJkt,
    SignInWanted signIn,
    PushedRequests.@Nullable Pushed pushed) {

  /** Scheme, host and port of {@link #redirectUri}, where the browser will be sent. */
  public String redirectOrigin() {
    URI uri = URI.create(redirectUri);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
