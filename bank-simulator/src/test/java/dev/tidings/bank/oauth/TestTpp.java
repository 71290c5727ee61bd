package dev.tidings.bank.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.tidings.jose.SigningKey;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A TPP that is registered at a bank and authenticates with private_key_jwt. */
public final class TestTpp {

  public static final String REDIRECT_URI = "https://tpp.example/callback";
  public static final SigningKey KEY = SigningKey.generate();

  public final String clientId;
  public final CodeVerifier verifier;

  private final TestBank bank;

  public TestTpp(TestBank bank, String name) {
    this(bank, name, Map.of());
  }

  /**
   * @param more metadata
   */
  public TestTpp(TestBank bank, String name, Map<String, Object> more) {
    this(bank, bank.postJson("/register", registration(name, more)));
  }

  TestTpp(TestBank bank, HttpResponse<String> answer) {
    this.bank = bank;
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(answer.body());
    }
    this.clientId = json(answer).path("client_id").textValue();
    this.verifier = new CodeVerifier();
  }

  private TestTpp(TestBank bank, String clientId, CodeVerifier verifier) {
    this.bank = bank;
    this.clientId = clientId;
    this.verifier = verifier;
  }

  /** The same, with a challenge that was not used before. */
  TestTpp withNewRequest() {
    return new TestTpp(bank, clientId, new CodeVerifier());
  }

  /** One under all rules of FAPI 2.0. */
  public static TestTpp fapi(TestBank bank) {
    return new TestTpp(
        bank,
        "Fapi Money",
        Map.of("security_profile", "fapi2", "scope", "openid profile accounts"));
  }

  static String registration(String name) {
    return registration(name, Map.of());
  }

  static String registration(String name, Map<String, Object> more) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("client_name", name);
    metadata.put("redirect_uris", List.of(REDIRECT_URI));
    metadata.put("token_endpoint_auth_method", "private_key_jwt");
    metadata.put("scope", "accounts");
    metadata.put("jwks", KEY.publicKeys().toJSONObject(true));
    metadata.putAll(more);
    return OpenBankingJson.write(metadata);
  }

  public Map<String, String> authorizationParameters(String consentId) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", clientId);
    parameters.put("redirect_uri", REDIRECT_URI);
    parameters.put("scope", "accounts");
    parameters.put("state", "the state");
    parameters.put(
        "code_challenge", CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue());
    parameters.put("code_challenge_method", "S256");
    parameters.put(
        "claims",
        "{\"id_token\":{\"openbanking_intent_id\":{\"value\":\""
            + consentId
            + "\",\"essential\":true}}}");
    return parameters;
  }

  public String authorizationUrl(String consentId) {
    return bank.issuer + "/authorize?" + TestBank.form(authorizationParameters(consentId));
  }

  /** What amelia's approval, through the sandbox, sends back. */
  public Map<String, List<String>> approvedBy(String username, String consentId) {
    return approved(username, authorizationUrl(consentId));
  }

  public Map<String, List<String>> approved(String username, String url) {
    HttpResponse<String> answer =
        bank.postJson(
            "/sandbox/authorize", OpenBankingJson.write(Map.of("url", url, "customer", username)));
    String redirect = json(answer).path("redirect").asText();
    return URLUtils.parseParameters(URI.create(redirect).getRawQuery());
  }

  public String codeFor(String consentId) {
    return approvedBy("amelia", consentId).getOrDefault("code", List.of("")).getFirst();
  }

  public Map<String, String> codeGrant(String code) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "authorization_code");
    parameters.put("code", code);
    parameters.put("redirect_uri", REDIRECT_URI);
    parameters.put("code_verifier", verifier.getValue());
    return parameters;
  }

  public HttpResponse<String> token(Map<String, String> grant) {
    return token(grant, assertion());
  }

  /** With a header. */
  public HttpResponse<String> token(Map<String, String> grant, String header, String value) {
    return post("/token", grant, header, value);
  }

  /** To any endpoint, with a fresh assertion. */
  public HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
    Map<String, String> parameters = new LinkedHashMap<>(form);
    parameters.put(
        "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    parameters.put("client_assertion", assertion());
    return bank.postForm(path, parameters, headers);
  }

  /** Pushes the request, with the nonce that is asked for, and gives the address to go to. */
  public String pushedUrl(Map<String, String> parameters, TestProofs proofs) {
    HttpResponse<String> refused = post("/par", parameters, "DPoP", proofs.forPost("/par"));
    proofs.nonce = refused.headers().firstValue("DPoP-Nonce").orElseThrow();
    HttpResponse<String> pushed = post("/par", parameters, "DPoP", proofs.forPost("/par"));
    return urlOf(json(pushed).path("request_uri").asText());
  }

  public String urlOf(String requestUri) {
    return bank.issuer
        + "/authorize?"
        + TestBank.form(Map.of("client_id", clientId, "request_uri", requestUri));
  }

  /** Asks who the customer is, and for no account. */
  public Map<String, String> openIdParameters() {
    Map<String, String> parameters = authorizationParameters("none");
    parameters.remove("claims");
    parameters.put("scope", "openid profile");
    parameters.put("nonce", "the nonce");
    return parameters;
  }

  public HttpResponse<String> token(Map<String, String> grant, String assertion) {
    Map<String, String> parameters = new LinkedHashMap<>(grant);
    parameters.put(
        "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    parameters.put("client_assertion", assertion);
    return bank.postForm("/token", parameters);
  }

  /** As the OAuth library makes it. */
  public String assertion() {
    Date now = Date.from(bank.clock.instant());
    Date expires = Date.from(bank.clock.instant().plus(Duration.ofMinutes(1)));
    try {
      return new PrivateKeyJWT(
              new JWTAuthenticationClaimsSet(
                  new ClientID(clientId),
                  new Audience(bank.issuer).toSingleAudienceList(),
                  expires,
                  now,
                  now,
                  new JWTID()),
              JWSAlgorithm.PS256,
              KEY.jwk().toPrivateKey(),
              KEY.kid(),
              null)
          .getClientAssertion()
          .serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A good one, bent. */
  public String assertion(UnaryOperator<JWTClaimsSet.Builder> bend) {
    return assertion(JWSAlgorithm.PS256, bend);
  }

  public String assertion(JWSAlgorithm algorithm, UnaryOperator<JWTClaimsSet.Builder> bend) {
    try {
      return sign(algorithm, new RSASSASigner(KEY.jwk()), bend);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String sign(
      JWSAlgorithm algorithm, JWSSigner signer, UnaryOperator<JWTClaimsSet.Builder> bend) {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(algorithm).keyID(KEY.kid()).build(),
            bend.apply(claims()).build());
    try {
      jwt.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jwt.serialize();
  }

  public JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(clientId)
        .subject(clientId)
        .audience(bank.issuer)
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(bank.clock.instant()))
        .expirationTime(Date.from(bank.clock.instant().plus(Duration.ofMinutes(1))));
  }

  public static JsonNode json(HttpResponse<String> answer) {
    try {
      return OpenBankingJson.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(answer.body(), e);
    }
  }
}
