package dev.tidings.bank.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import java.net.URI;
import java.util.List;

/** What clients can know beforehand. Source: RFC 8414 §2, RFC 9207 §3. */
final class Discovery {

  private Discovery() {}

  /** The document, as JSON text. */
  static String document(String issuer, String bankName) {
    AuthorizationServerMetadata metadata = new AuthorizationServerMetadata(new Issuer(issuer));
    metadata.setAuthorizationEndpointURI(URI.create(issuer + "/authorize"));
    metadata.setTokenEndpointURI(URI.create(issuer + "/token"));
    metadata.setRegistrationEndpointURI(URI.create(issuer + "/register"));
    metadata.setJWKSetURI(URI.create(issuer + "/jwks"));
    metadata.setScopes(RegistrationRules.SCOPE);
    metadata.setResponseTypes(List.of(ResponseType.CODE));
    metadata.setResponseModes(List.of(ResponseMode.QUERY));
    metadata.setGrantTypes(
        List.of(
            GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.CLIENT_CREDENTIALS));
    metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
    metadata.setTokenEndpointAuthMethods(List.of(ClientAuthenticationMethod.PRIVATE_KEY_JWT));
    metadata.setTokenEndpointJWSAlgs(List.of(JWSAlgorithm.PS256, JWSAlgorithm.ES256));
    metadata.setSupportsRequestParam(false);
    metadata.setSupportsRequestURIParam(false);
    metadata.setSupportsAuthorizationResponseIssuerParam(true);
    metadata.setOrganizationName(bankName);
    metadata.setCustomParameter("claims_parameter_supported", true);
    metadata.setCustomParameter("claims_supported", List.of("openbanking_intent_id"));
    return metadata.toJSONObject().toJSONString();
  }
}
