package dev.tidings.acceptance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.jose.SigningKey;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A TPP of a certain security level that makes the requests to be measured. */
final class SecuredTpp {

  /** What a client registers, and so which checks are made of it. */
  enum Level {
    BEARER,
    DPOP,
    FAPI2,
    CERTIFICATE;

    private Map<String, Object> registered() {
      return switch (this) {
        case BEARER -> Map.of();
        case DPOP -> Map.of("dpop_bound_access_tokens", true);
        case FAPI2 -> Map.of("security_profile", "fapi2");
        case CERTIFICATE -> Map.of("tls_client_certificate_bound_access_tokens", true);
      };
    }

    private boolean provesKey() {
      return this == DPOP || this == FAPI2;
    }
  }

  private static final String AISP = "/open-banking/v4.0/aisp";
  private static final String REDIRECT = "https://bench.example/callback";
  private static final String VERIFIER = "v".repeat(43);

  private final BankClient bank;
  private final URI base;
  private final HttpClient client;
  private final Level level;
  private final ProofKey key = new ProofKey();
  private final SigningKey rsa = SigningKey.generate();
  private final String clientId;
  private @Nullable String nonce;
  private String refreshToken = "";
  private String accessToken = "";
  private String accountId = "";

  /**
   * Registers, and gets the customer's approval for all accounts.
   *
   * @param base where the bank's endpoints are for this client
   */
  SecuredTpp(BankClient bank, URI base, HttpClient client, Level level, String customer) {
    this.bank = bank;
    this.base = base;
    this.client = client;
    this.level = level;
    Map<String, Object> metadata = new HashMap<>(level.registered());
    metadata.put("client_name", "Bench " + level);
    metadata.put("redirect_uris", List.of(REDIRECT));
    metadata.put("token_endpoint_auth_method", "private_key_jwt");
    metadata.put(
        "jwks", new JWKSet(List.of(key.publicKey(), rsa.jwk().toPublicJWK())).toJSONObject(true));
    this.clientId = send(json("/register", metadata, null), 201).path("client_id").asText();
    connect(customer);
  }

  /** A read of one account's balances, with all that this level asks for. */
  HttpRequest read() {
    return authorized(AISP + "/accounts/" + accountId + "/balances", "GET", accessToken)
        .GET()
        .build();
  }

  /** A request for a token of the client's own, by a new assertion. */
  HttpRequest ownToken(JWSAlgorithm assertedBy) {
    return form(
        "/token", Map.of("grant_type", "client_credentials", "scope", "accounts"), assertedBy);
  }

  /** A request for a fresh token of the customer's. */
  HttpRequest refresh() {
    return form(
        "/token",
        Map.of("grant_type", "refresh_token", "refresh_token", refreshToken),
        JWSAlgorithm.ES256);
  }

  private void connect(String customer) {
    JsonNode own = token(Map.of("grant_type", "client_credentials", "scope", "accounts"));
    Map<String, Object> wanted =
        Map.of(
            "Data",
            Map.of("Permissions", List.of("ReadAccountsDetail", "ReadBalances")),
            "Risk",
            Map.of());
    String consentId =
        send(
                json(AISP + "/account-access-consents", wanted, own.path("access_token").asText()),
                201)
            .at("/Data/ConsentId")
            .asText();
    JsonNode tokens =
        token(
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code(consentId, customer),
                "redirect_uri",
                REDIRECT,
                "code_verifier",
                VERIFIER));
    accessToken = tokens.path("access_token").asText();
    refreshToken = tokens.path("refresh_token").asText();
    HttpRequest accounts = authorized(AISP + "/accounts", "GET", accessToken).GET().build();
    accountId = send(accounts, 200).at("/Data/Account/0/AccountId").asText();
  }

  private String code(String consentId, String customer) {
    String claims =
        OpenBankingJson.write(
            Map.of(
                "id_token",
                Map.of("openbanking_intent_id", Map.of("value", consentId, "essential", true))));
    Map<String, String> request =
        Map.of(
            "response_type",
            "code",
            "client_id",
            clientId,
            "redirect_uri",
            REDIRECT,
            "scope",
            "accounts",
            "state",
            UUID.randomUUID().toString(),
            "code_challenge",
            Sha256.base64Url(VERIFIER),
            "code_challenge_method",
            "S256",
            "claims",
            claims);
    String pushed =
        send(form("/par", request, JWSAlgorithm.ES256), 201).path("request_uri").asText();
    String authorize =
        bank.address()
            + "/authorize?"
            + encoded(Map.of("client_id", clientId, "request_uri", pushed));
    String back = bank.approve(authorize, customer).getRawQuery();
    return back.replaceAll(".*\\bcode=([^&]*).*", "$1");
  }

  /** A client that does not know the bank's nonce yet is told it by the first refusal. */
  private JsonNode token(Map<String, String> parameters) {
    if (level == Level.FAPI2 && nonce == null) {
      exchange(form("/token", parameters, JWSAlgorithm.ES256));
    }
    return send(form("/token", parameters, JWSAlgorithm.ES256), 200);
  }

  private HttpRequest form(String path, Map<String, String> parameters, JWSAlgorithm assertedBy) {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    all.put("client_assertion", assertions(assertedBy).next());
    return proven(path, "POST", null)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(encoded(all)))
        .build();
  }

  private Assertions assertions(JWSAlgorithm algorithm) {
    String issuer = bank.address().toString();
    return algorithm.equals(JWSAlgorithm.ES256)
        ? new Assertions(issuer, clientId, algorithm, key.publicKey().getKeyID(), key.signer())
        : new Assertions(issuer, clientId, algorithm, rsa.kid(), rsa.signer());
  }

  private HttpRequest json(String path, Map<String, ?> body, @Nullable String token) {
    HttpRequest.Builder request =
        token == null
            ? HttpRequest.newBuilder(base.resolve(path))
            : authorized(path, "POST", token);
    return request
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(OpenBankingJson.write(body)))
        .build();
  }

  private HttpRequest.Builder authorized(String path, String method, String token) {
    return proven(path, method, token)
        .header("Authorization", (level.provesKey() ? "DPoP " : "Bearer ") + token);
  }

  private HttpRequest.Builder proven(String path, String method, @Nullable String token) {
    URI address = base.resolve(path);
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    return level.provesKey()
        ? request.header("DPoP", key.proof(method, address, token, nonce))
        : request;
  }

  private JsonNode send(HttpRequest request, int wanted) {
    HttpResponse<String> answer = exchange(request);
    if (answer.statusCode() != wanted) {
      throw new IllegalStateException(
          request.uri() + " was answered with " + answer.statusCode() + ": " + answer.body());
    }
    try {
      return OpenBankingJson.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(request.uri() + " did not answer with JSON", e);
    }
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (level == Level.FAPI2) {
        answer.headers().firstValue("DPoP-Nonce").ifPresent(told -> nonce = told);
      }
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(request.uri() + " cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each ->
            each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
