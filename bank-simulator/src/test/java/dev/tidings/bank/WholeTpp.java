package dev.tidings.bank;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A TPP that goes every step at a whole bank over the wire, signing by ES256. */
final class WholeTpp {

  private static final String REDIRECT = "https://tpp.example/callback";

  final ECKey key;
  final String clientId;
  final String managementToken;

  private final OkHttpClient http;
  private final String issuer;
  private final InstantSource clock;
  private final CodeVerifier verifier = new CodeVerifier();

  /**
   * @param more metadata
   */
  WholeTpp(OkHttpClient http, String issuer, InstantSource clock, Map<String, Object> more) {
    this.http = http;
    this.issuer = issuer;
    this.clock = clock;
    try {
      this.key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("client_name", "Whole TPP");
    metadata.put("redirect_uris", List.of(REDIRECT));
    metadata.put("scope", "openid profile accounts");
    metadata.put("jwks", new JWKSet(key.toPublicJWK()).toJSONObject());
    metadata.putAll(more);
    JsonNode answer = postJson(issuer + "/register", Map.of(), metadata);
    this.clientId = answer.path("client_id").asText();
    this.managementToken = answer.path("registration_access_token").asText();
  }

  /** A token of its own, from this endpoint. */
  String clientToken(String base, Map<String, String> headers) {
    return form(base + "/token", headers, Map.of("grant_type", "client_credentials"))
        .path("access_token")
        .asText();
  }

  String consent(String base, Map<String, String> headers, List<String> permissions) {
    Map<String, Object> consent =
        Map.of("Data", Map.of("Permissions", permissions), "Risk", Map.of());
    return postJson(base + WholeBank.AISP + "/account-access-consents", headers, consent)
        .at("/Data/ConsentId")
        .asText();
  }

  /** What the customer's approval sends back. */
  String code(String customer, String scope, @Nullable String consentId, List<String> accounts) {
    String redirect = decide(customer, scope, consentId, accounts).path("redirect").asText();
    return URLUtils.parseParameters(URI.create(redirect).getRawQuery())
        .getOrDefault("code", List.of("none"))
        .getFirst();
  }

  /** The sandbox's answer to the customer's approval. */
  JsonNode decide(
      String customer, String scope, @Nullable String consentId, List<String> accounts) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    parameters.put("client_id", List.of(clientId));
    parameters.put("response_type", List.of("code"));
    parameters.put("redirect_uri", List.of(REDIRECT));
    parameters.put("scope", List.of(scope));
    parameters.put(
        "code_challenge",
        List.of(CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue()));
    parameters.put("code_challenge_method", List.of("S256"));
    if (consentId != null) {
      parameters.put(
          "claims",
          List.of("{\"id_token\":{\"openbanking_intent_id\":{\"value\":\"" + consentId + "\"}}}"));
    }
    Map<String, Object> decision = new LinkedHashMap<>();
    decision.put("url", issuer + "/authorize?" + URLUtils.serializeParameters(parameters));
    decision.put("customer", customer);
    if (!accounts.isEmpty()) {
      decision.put("accountIds", accounts);
    }
    return postJson(issuer + "/sandbox/authorize", Map.of(), decision);
  }

  JsonNode redeem(String base, Map<String, String> headers, String code) {
    return form(
        base + "/token",
        headers,
        Map.of(
            "grant_type",
            "authorization_code",
            "code",
            code,
            "redirect_uri",
            REDIRECT,
            "code_verifier",
            verifier.getValue()));
  }

  /** Posts the form, authenticated. */
  JsonNode form(String url, Map<String, String> headers, Map<String, String> parameters) {
    FormBody.Builder form = new FormBody.Builder();
    parameters.forEach(form::add);
    form.add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.add("client_assertion", assertion());
    return json(send("POST", url, headers, form.build()));
  }

  /** A DPoP proof by the TPP's own key. */
  String proof(String method, String url) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("dpop+jwt"))
            .jwk(key.toPublicJWK())
            .build();
    return sign(
        header,
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .claim("htm", method)
            .claim("htu", url)
            .issueTime(Date.from(clock.instant()))
            .build());
  }

  Response send(
      String method, String url, Map<String, String> headers, @Nullable RequestBody body) {
    Request.Builder request = new Request.Builder().url(url).method(method, body);
    headers.forEach(request::header);
    try {
      return http.newCall(request.build()).execute();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private JsonNode postJson(String url, Map<String, String> headers, Map<String, Object> body) {
    RequestBody json =
        RequestBody.create(OpenBankingJson.write(body), MediaType.get("application/json"));
    return json(send("POST", url, headers, json));
  }

  private String assertion() {
    return sign(
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
        new JWTClaimsSet.Builder()
            .issuer(clientId)
            .subject(clientId)
            .audience(issuer)
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(clock.instant()))
            .expirationTime(Date.from(clock.instant().plusSeconds(60)))
            .build());
  }

  private String sign(JWSHeader header, JWTClaimsSet claims) {
    SignedJWT jwt = new SignedJWT(header, claims);
    try {
      jwt.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jwt.serialize();
  }

  private static JsonNode json(Response response) {
    try (response) {
      String body = Objects.requireNonNull(response.body()).string();
      return body.isEmpty()
          ? OpenBankingJson.mapper().createObjectNode()
          : OpenBankingJson.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
