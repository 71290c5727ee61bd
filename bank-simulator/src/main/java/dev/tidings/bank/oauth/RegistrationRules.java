package dev.tidings.bank.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.client.RegistrationError;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import dev.tidings.jose.Signatures;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a client may register. Source: RFC 7591 §2, FAPI 2.0 Security Profile. */
final class RegistrationRules {

  static final int NAME_LENGTH_MAX = 100;
  static final int REDIRECT_URIS_MAX = 10;
  static final int REDIRECT_URI_LENGTH_MAX = 1024;
  static final int KEYS_MAX = 10;

  /** How ID tokens can be signed. */
  static final Set<JWSAlgorithm> ID_TOKEN_ALGORITHMS =
      Set.of(JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  static final Set<GrantType> GRANTS =
      Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.CLIENT_CREDENTIALS);

  private RegistrationRules() {}

  /**
   * The metadata as the bank takes it: checked, with what was left open filled in.
   *
   * @throws OAuthException with the codes of RFC 7591 §3.2.2
   */
  static OIDCClientMetadata check(OIDCClientMetadata asked) {
    checkName(asked.getName());
    checkRedirectUris(asked.getRedirectionURIs());
    checkKeys(asked.getJWKSet(), asked.getJWKSetURI());
    checkAuthentication(asked);
    OIDCClientMetadata taken = new OIDCClientMetadata();
    taken.setName(asked.getName());
    taken.setRedirectionURIs(asked.getRedirectionURIs());
    taken.setTokenEndpointAuthMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
    taken.setTokenEndpointAuthJWSAlg(asked.getTokenEndpointAuthJWSAlg());
    taken.setJWKSet(asked.getJWKSet());
    taken.setJWKSetURI(asked.getJWKSetURI());
    taken.setScope(checkedScope(asked.getScope()));
    taken.setGrantTypes(checkedGrants(asked.getGrantTypes()));
    taken.setResponseTypes(checkedResponseTypes(asked.getResponseTypes()));
    taken.setIDTokenJWSAlg(checkedIdTokenAlgorithm(asked.getIDTokenJWSAlg()));
    taken.setSoftwareID(asked.getSoftwareID());
    setLevel(asked, taken);
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
    if (!Signatures.fitsAny(key)) {
      throw refused(
          "a key must be RSA of at least "
              + Signatures.RSA_BITS_MIN
              + " bits, EC P-256 or Ed25519");
    }
  }

  private static void checkAuthentication(OIDCClientMetadata asked) {
    ClientAuthenticationMethod method = asked.getTokenEndpointAuthMethod();
    if (method != null && !ClientAuthenticationMethod.PRIVATE_KEY_JWT.equals(method)) {
      throw refused("token_endpoint_auth_method must be private_key_jwt");
    }
    JWSAlgorithm algorithm = asked.getTokenEndpointAuthJWSAlg();
    if (algorithm != null && !Signatures.ALGORITHMS.contains(algorithm)) {
      throw refused("token_endpoint_auth_signing_alg must be PS256, ES256 or EdDSA");
    }
  }

  private static Scope checkedScope(@Nullable Scope asked) {
    if (asked == null || asked.isEmpty()) {
      return Scopes.ALL;
    }
    Set<String> taken = new TreeSet<>(asked.toStringList());
    taken.retainAll(Scopes.ALL.toStringList());
    if (!taken.contains(Scopes.ACCOUNTS) && !taken.contains(Scopes.OPENID)) {
      throw refused("scope must have accounts or openid; the bank also knows profile");
    }
    return new Scope(taken.toArray(String[]::new));
  }

  private static JWSAlgorithm checkedIdTokenAlgorithm(@Nullable JWSAlgorithm asked) {
    if (asked != null && !ID_TOKEN_ALGORITHMS.contains(asked)) {
      throw refused("id_token_signed_response_alg must be PS256 or ES256");
    }
    return asked == null ? JWSAlgorithm.PS256 : asked;
  }

  /** Rules one by one, or all of FAPI 2.0 by one word. */
  private static void setLevel(OIDCClientMetadata asked, OIDCClientMetadata taken) {
    Object profile = asked.getCustomField(Client.PROFILE);
    if (profile != null && !profile.equals(Client.FAPI2)) {
      throw refused(Client.PROFILE + " can only be " + Client.FAPI2);
    }
    boolean fapi = profile != null;
    boolean certificate = asked.getTLSClientCertificateBoundAccessTokens();
    taken.requiresPushedAuthorizationRequests(fapi || asked.requiresPushedAuthorizationRequests());
    taken.setTLSClientCertificateBoundAccessTokens(certificate);
    taken.setDPoPBoundAccessTokens(asked.getDPoPBoundAccessTokens() || (fapi && !certificate));
    if (fapi) {
      taken.setCustomField(Client.PROFILE, Client.FAPI2);
    }
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
