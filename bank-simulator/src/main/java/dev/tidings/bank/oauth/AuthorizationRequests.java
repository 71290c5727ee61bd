package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.oauth.PushedRequests.Pushed;
import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.persistence.Database;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks authorization requests, pushed or brought by a browser, all in the same way. Thread-safe.
 */
final class AuthorizationRequests {

  private final Database database;
  private final Consents consents;
  private final InstantSource clock;

  AuthorizationRequests(Database database, Consents consents, InstantSource clock) {
    this.database = database;
    this.consents = consents;
    this.clock = clock;
  }

  /**
   * @param query under which the request can be checked again
   * @param redirectUri the client's
   * @param pushed the request's life at the bank, or null when it has none
   * @throws OAuthException with the codes of RFC 6749 §4.1.2.1
   */
  AuthorizationRequested check(
      String query,
      Map<String, List<String>> parameters,
      Client client,
      String redirectUri,
      @Nullable Pushed pushed) {
    AuthorizationRequest request = AuthorizationChecks.parse(parameters);
    Map<String, String> single = new HashMap<>();
    parameters.forEach((name, values) -> single.put(name, values.getFirst()));
    String challenge = AuthorizationChecks.check(request);
    String consentId = ConsentReference.in(single);
    Set<String> scopes = scopes(request.getScope(), client, single, consentId);
    Consent consent =
        scopes.contains(Scopes.ACCOUNTS)
            ? consent(String.valueOf(consentId), client, challenge)
            : null;
    return new AuthorizationRequested(
        query,
        client,
        redirectUri,
        request.getState(),
        challenge,
        scopes,
        consent,
        single.get("nonce"),
        jkt(single.get("dpop_jkt"), pushed),
        SignInWanted.of(single, clock.instant(), pushed == null ? null : pushed.pushedAt()),
        pushed);
  }

  private static Set<String> scopes(
      @Nullable Scope asked,
      Client client,
      Map<String, String> parameters,
      @Nullable String consentId) {
    Scope wanted = new Scope();
    if (asked != null) {
      wanted.addAll(asked);
    }
    if (parameters.containsKey("authorization_details")) {
      wanted.add(Scopes.ACCOUNTS); // they stand for the scope. Source: RFC 9396 §3.1
    }
    Set<String> scopes = new TreeSet<>(Scopes.granted(wanted, client));
    if (scopes.contains(Scopes.ACCOUNTS) && consentId == null) {
      throw AuthorizationChecks.refused(
          OAuth2Error.INVALID_REQUEST,
          "scope accounts needs a consent: claims must name id_token.openbanking_intent_id.value");
    }
    return scopes;
  }

  private Consent consent(String consentId, Client client, String challenge) {
    Consent consent =
        database
            .read(handle -> consents.find(handle, consentId))
            .filter(found -> found.clientId().equals(client.clientId()))
            .orElseThrow(() ->
                AuthorizationChecks.refused(
                    OAuth2Error.INVALID_REQUEST, "the client has no such consent"));
    AuthorizationChecks.check(consent);
    if (consent.status() == ConsentStatus.AUTH
        && database.read(handle -> AuthorizationCodes.wasIssued(handle, consentId, challenge))) {
      throw AuthorizationChecks.refused(
          OAuth2Error.INVALID_REQUEST, "this request was decided already; make another one");
    }
    return consent;
  }

  private static @Nullable String jkt(@Nullable String asked, @Nullable Pushed pushed) {
    if (asked != null && !asked.matches("[A-Za-z0-9_-]{43}")) {
      throw AuthorizationChecks.refused(
          OAuth2Error.INVALID_REQUEST, "dpop_jkt must be the SHA-256 thumbprint of a key");
    }
    return asked == null && pushed != null ? pushed.dpopJkt() : asked;
  }
}
