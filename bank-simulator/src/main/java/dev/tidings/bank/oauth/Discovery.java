package dev.tidings.bank.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.langtag.LangTag;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.rar.AuthorizationType;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderEndpointMetadata;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.tidings.jose.Signatures;
import java.net.URI;
import java.util.List;

/** What clients can know beforehand. Source: RFC 8414 §2, OpenID Connect Discovery §3. */
final class Discovery {

  private static final List<ClientAuthenticationMethod> METHODS =
      List.of(ClientAuthenticationMethod.PRIVATE_KEY_JWT);

  private Discovery() {}

  /** The document, as JSON text. */
  static String document(AuthorizationServer.Identity identity) {
    String issuer = identity.issuer();
    OIDCProviderMetadata metadata =
        new OIDCProviderMetadata(
            new Issuer(issuer), List.of(SubjectType.PUBLIC), URI.create(issuer + "/jwks"));
    addresses(metadata, issuer);
    metadata.setRegistrationEndpointURI(URI.create(issuer + "/register"));
    metadata.setAuthorizationEndpointURI(URI.create(issuer + "/authorize"));
    if (identity.certificateAddress() != null) {
      OIDCProviderEndpointMetadata aliases = new OIDCProviderEndpointMetadata();
      addresses(aliases, identity.certificateAddress());
      metadata.setMtlsEndpointAliases(aliases);
      metadata.setSupportsTLSClientCertificateBoundAccessTokens(true);
    }
    requests(metadata);
    clients(metadata);
    metadata.setIDTokenJWSAlgs(List.copyOf(RegistrationRules.ID_TOKEN_ALGORITHMS));
    metadata.setACRs(List.of(new ACR(IdTokens.ACR)));
    metadata.setClaims(
        List.of(
            "sub",
            "iss",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "nonce",
            "acr",
            "name",
            "preferred_username",
            "openbanking_intent_id"));
    metadata.setUILocales(List.of(english()));
    metadata.setOrganizationName(identity.bankName());
    metadata.setCustomParameter("security_profiles_supported", List.of(Client.FAPI2));
    return metadata.toJSONObject().toJSONString();
  }

  private static void addresses(OIDCProviderMetadata metadata, String issuer) {
    metadata.setUserInfoEndpointURI(URI.create(issuer + "/userinfo"));
    metadata.setPushedAuthorizationRequestEndpointURI(URI.create(issuer + "/par"));
    metadata.setTokenEndpointURI(URI.create(issuer + "/token"));
    metadata.setIntrospectionEndpointURI(URI.create(issuer + "/introspect"));
    metadata.setRevocationEndpointURI(URI.create(issuer + "/revoke"));
  }

  private static void addresses(OIDCProviderEndpointMetadata metadata, String base) {
    metadata.setUserInfoEndpointURI(URI.create(base + "/userinfo"));
    metadata.setPushedAuthorizationRequestEndpointURI(URI.create(base + "/par"));
    metadata.setTokenEndpointURI(URI.create(base + "/token"));
    metadata.setIntrospectionEndpointURI(URI.create(base + "/introspect"));
    metadata.setRevocationEndpointURI(URI.create(base + "/revoke"));
  }

  private static void requests(OIDCProviderMetadata metadata) {
    metadata.setScopes(Scopes.ALL);
    metadata.setResponseTypes(List.of(ResponseType.CODE));
    metadata.setResponseModes(List.of(ResponseMode.QUERY));
    metadata.setGrantTypes(List.copyOf(RegistrationRules.GRANTS));
    metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
    metadata.setSupportsRequestParam(false);
    metadata.setSupportsRequestURIParam(false);
    metadata.setSupportsClaimsParams(true);
    metadata.setSupportsAuthorizationResponseIssuerParam(true);
    metadata.setAuthorizationDetailsTypes(List.of(new AuthorizationType(ConsentReference.TYPE)));
  }

  private static void clients(OIDCProviderMetadata metadata) {
    List<JWSAlgorithm> algorithms = Signatures.ALGORITHMS;
    metadata.setTokenEndpointAuthMethods(METHODS);
    metadata.setTokenEndpointJWSAlgs(algorithms);
    metadata.setIntrospectionEndpointAuthMethods(METHODS);
    metadata.setIntrospectionEndpointJWSAlgs(algorithms);
    metadata.setRevocationEndpointAuthMethods(METHODS);
    metadata.setRevocationEndpointJWSAlgs(algorithms);
    metadata.setDPoPJWSAlgs(algorithms);
  }

  private static LangTag english() {
    try {
      return LangTag.parse("en-GB");
    } catch (com.nimbusds.langtag.LangTagException e) {
      throw new IllegalStateException(e);
    }
  }
}
