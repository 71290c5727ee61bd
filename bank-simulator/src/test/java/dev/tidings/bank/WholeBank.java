package dev.tidings.bank;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import dev.tidings.bank.sandbox.Activity;
import dev.tidings.http.Listener;
import dev.tidings.jose.DetachedSignature;
import dev.tidings.jose.MessageHeader;
import dev.tidings.jose.SigningKey;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A real bank with everything in it, on a free port, and a TPP that is registered there. */
final class WholeBank implements AutoCloseable {

  static final String AISP = "/open-banking/v4.0/aisp";

  static final List<String> EVERY_DATA_PERMISSION =
      List.of(
          "ReadAccountsDetail",
          "ReadBalances",
          "ReadBeneficiariesDetail",
          "ReadDirectDebits",
          "ReadOffers",
          "ReadPAN",
          "ReadParty",
          "ReadPartyPSU",
          "ReadProducts",
          "ReadScheduledPaymentsDetail",
          "ReadStandingOrdersDetail",
          "ReadStatementsDetail",
          "ReadTransactionsDetail",
          "ReadTransactionsCredits",
          "ReadTransactionsDebits");

  private static final SigningKey KEY = SigningKey.generate();

  final String issuer;
  final int port;

  private final Bank bank;
  private final InstantSource clock;
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable String clientId;

  WholeBank(Path data, @Nullable String jdbcUrl, InstantSource clock) {
    this(data, jdbcUrl, clock, config -> config);
  }

  WholeBank(
      Path data, @Nullable String jdbcUrl, InstantSource clock, UnaryOperator<BankConfig> change) {
    this.clock = clock;
    try {
      Listener listener = Listener.open("127.0.0.1", 0);
      this.port = listener.port();
      this.issuer = "http://localhost:" + port;
      BankConfig config =
          new BankConfig("Test Bank", listener, issuer, data, jdbcUrl, 7, Activity.off, clock);
      this.bank = Bank.create(change.apply(config)).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same bank, started with {@code --strict}. */
  static BankConfig strict(BankConfig config) {
    return new BankConfig(
        config.name(),
        config.listener(),
        config.issuer(),
        config.data(),
        config.jdbcUrl(),
        config.seed(),
        config.activity(),
        config.clock(),
        BankOptions.STANDARD.with(new Security(true, null)));
  }

  Set<String> routes() {
    return bank.routes();
  }

  HttpResponse<String> get(String path, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(issuer + path));
    headers.forEach(request::header);
    return send(request.build());
  }

  HttpResponse<String> get(String path, String token) {
    return get(path, Map.of("Authorization", "Bearer " + token));
  }

  HttpResponse<String> postJson(String path, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(issuer + path)).POST(BodyPublishers.ofString(body));
    request.header("Content-Type", "application/json");
    headers.forEach(request::header);
    return send(request.build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token under which amelia lets everything of all her accounts be read. */
  String customerToken() {
    return customerToken("amelia", EVERY_DATA_PERMISSION);
  }

  String customerToken(String username, List<String> permissions) {
    String body = OpenBankingJson.write(Map.of("customer", username, "permissions", permissions));
    return json(postJson("/sandbox/tokens", Map.of(), body), 201).path("access_token").textValue();
  }

  /** Her first account. */
  String accountId() {
    JsonNode customers = json(get("/sandbox/customers", Map.of()), 200).path("customers");
    for (JsonNode customer : customers) {
      if (customer.path("username").asText().equals("amelia")) {
        return customer.path("accountIds").path(0).textValue();
      }
    }
    throw new IllegalStateException("amelia does not bank here");
  }

  /** A token of the TPP's own, by client_credentials. */
  String clientToken() {
    String form =
        form(
            Map.of(
                "grant_type",
                "client_credentials",
                "scope",
                "accounts",
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion(clientId())));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return json(send(request), 200).path("access_token").textValue();
  }

  /** The registered TPP's signature of a body. */
  String signature(String body) {
    return DetachedSignature.sign(
        body.getBytes(UTF_8),
        MessageHeader.of(KEY.kid(), clock.instant(), clientId(), "localhost"),
        KEY.signer());
  }

  static String registration() {
    return OpenBankingJson.write(
        Map.of(
            "client_name", "Test TPP",
            "redirect_uris", List.of("https://tpp.example/callback"),
            "token_endpoint_auth_method", "private_key_jwt",
            "scope", "accounts",
            "jwks", KEY.publicKeys().toJSONObject(true)));
  }

  static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  static JsonNode json(HttpResponse<String> answer, int status) {
    if (answer.statusCode() != status) {
      throw new AssertionError(answer + " " + answer.body());
    }
    try {
      return OpenBankingJson.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    bank.close();
  }

  private synchronized String clientId() {
    if (clientId == null) {
      clientId =
          json(postJson("/register", Map.of(), registration()), 201).path("client_id").textValue();
    }
    return clientId;
  }

  String assertion(String id) {
    Date now = Date.from(clock.instant());
    Date expires = Date.from(clock.instant().plus(Duration.ofMinutes(1)));
    try {
      return new PrivateKeyJWT(
              new JWTAuthenticationClaimsSet(
                  new ClientID(id),
                  new Audience(issuer).toSingleAudienceList(),
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
}
