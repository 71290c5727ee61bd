package dev.tidings.bank.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.client.ClientMetadata;
import com.nimbusds.oauth2.sdk.client.RegistrationError;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client may register. Source: RFC 7591 §2, FAPI 2.0 Security Profile. */
final class RegistrationRules {

  static final int NAME_LENGTH_MAX = 100;
  static final int REDIRECT_URIS_MAX = 10;
  static final int REDIRECT_URI_LENGTH_MAX = 1024;
  static final int KEYS_MAX = 10;
  static final int RSA_BITS_MIN = 2048;

  /** How a client may sign its assertions. */
  static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  static final Set<GrantType> GRANTS =
      Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.CLIENT_CREDENTIALS);

  static final Scope SCOPE = new Scope("accounts");

  private RegistrationRules() {}

  /**
   * The metadata as the bank takes it: checked, with what was left open filled in.
   *
   * @throws OAuthException with the codes of RFC 7591 §3.2.2
   */
  static ClientMetadata check(ClientMetadata asked) {
    checkName(asked.getName());
    checkRedirectUris(asked.getRedirectionURIs());
    checkKeys(asked.getJWKSet(), asked.getJWKSetURI());
    checkAuthentication(asked);
    ClientMetadata taken = new ClientMetadata();
    taken.setName(asked.getName());
    taken.setRedirectionURIs(asked.getRedirectionURIs());
    taken.setTokenEndpointAuthMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
    taken.setTokenEndpointAuthJWSAlg(asked.getTokenEndpointAuthJWSAlg());
    taken.setJWKSet(asked.getJWKSet());
    taken.setJWKSetURI(asked.getJWKSetURI());
    taken.setScope(checkedScope(asked.getScope()));
    taken.setGrantTypes(checkedGrants(asked.getGrantTypes()));
    taken.setResponseTypes(checkedResponseTypes(asked.getResponseTypes()));
    return taken;
  }

  private static void checkName(@Nullable String name) {
    if (name == null || name.isBlank() || name.length() > NAME_LENGTH_MAX) {
      throw refused("client_name is needed, with at most " + NAME_LENGTH_MAX + " characters");
    }
  }

  private static void checkRedirectUris(@Nullable Set<URI> uris) {
    if (uris == null || uris.isEmpty() || uris.size() > REDIRECT_URIS_MAX) {
      throw refusedUri("name 1 to " + REDIRECT_URIS_MAX + " redirect_uris");
    }
    for (URI uri : uris) {
      if (uri.toString().length() > REDIRECT_URI_LENGTH_MAX
          || uri.getRawFragment() != null
          || !isSafe(uri)) {
        throw refusedUri(
            "a redirect_uri must be absolute, https (or http on loopback), without user, fragment"
                + " or more than "
                + REDIRECT_URI_LENGTH_MAX
                + " characters: "
                + uri);
      }
    }
  }

  private static boolean isSafe(URI uri) {
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null) {
      return false;
    }
    return "https".equals(uri.getScheme())
        || ("http".equals(uri.getScheme())
            && Set.of("localhost", "127.0.0.1", "[::1]").contains(host));
  }

  private static void checkKeys(@Nullable JWKSet keys, @Nullable URI keysUri) {
    if ((keys == null) == (keysUri == null)) {
      throw refused("either jwks or jwks_uri is needed");
    }
    if (keysUri != null && !isSafe(keysUri)) {
      throw refused("jwks_uri must be https, or http on loopback");
    }
    if (keys != null) {
      if (keys.isEmpty() || keys.size() > KEYS_MAX) {
        throw refused("jwks must hold 1 to " + KEYS_MAX + " keys");
      }
      keys.getKeys().forEach(RegistrationRules::checkKey);
    }
  }

  private static void checkKey(JWK key) {
    if (key.isPrivate()) {
      throw refused("jwks must hold public keys only; make a new pair, this one is known now");
    }
    if (key.getKeyID() == null) {
      throw refused("each key in jwks needs a kid");
    }
    boolean fit =
        (key instanceof RSAKey rsa && rsa.size() >= RSA_BITS_MIN)
            || (key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve()));
    if (!fit) {
      throw refused("a key must be RSA of at least " + RSA_BITS_MIN + " bits, or EC P-256");
    }
  }

  private static void checkAuthentication(ClientMetadata asked) {
    ClientAuthenticationMethod method = asked.getTokenEndpointAuthMethod();
    if (method != null && !ClientAuthenticationMethod.PRIVATE_KEY_JWT.equals(method)) {
      throw refused("token_endpoint_auth_method must be private_key_jwt");
    }
    JWSAlgorithm algorithm = asked.getTokenEndpointAuthJWSAlg();
    if (algorithm != null && !ALGORITHMS.contains(algorithm)) {
      throw refused("token_endpoint_auth_signing_alg must be PS256 or ES256");
    }
  }

  private static Scope checkedScope(@Nullable Scope asked) {
    if (asked != null && !asked.contains("accounts")) {
      throw refused("the bank knows the scope accounts only");
    }
    return SCOPE;
  }

  private static Set<GrantType> checkedGrants(@Nullable Set<GrantType> asked) {
    if (asked == null) {
      return GRANTS;
    }
    if (!GRANTS.containsAll(asked)) {
      throw refused("grant_types are authorization_code, refresh_token and client_credentials");
    }
    return asked;
  }

  private static Set<ResponseType> checkedResponseTypes(@Nullable Set<ResponseType> asked) {
    if (asked != null && !asked.equals(Set.of(ResponseType.CODE))) {
      throw refused("response_types can only be code");
    }
    return Set.of(ResponseType.CODE);
  }

  private static OAuthException refused(String description) {
    return new OAuthException(RegistrationError.INVALID_CLIENT_METADATA, description);
  }

  private static OAuthException refusedUri(String description) {
    return new OAuthException(RegistrationError.INVALID_REDIRECT_URI, description);
  }
}
