package dev.tidings.acceptance.bench;

import com.nimbusds.jose.JWSAlgorithm;
import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.Http.Answer;
import dev.tidings.jose.SigningKey;
import dev.tidings.openbanking.OpenBankingJson;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** A TPP of the benchmark: registered at the bank, allowed to see a customer's accounts. */
final class BenchTpp {

  private static final String REDIRECT = "https://bench.example/callback";
  private static final String API = "/open-banking/v4.0/";
  private static final String SUBSCRIPTIONS = API + "event-subscriptions";
  private static final String VERSION = "4.0";
  private static final MediaType JSON = MediaType.get("application/json");

  private final BankClient bank;
  private final String clientId;
  private final Assertions assertions;
  private @Nullable String consentId;
  private @Nullable String subscriptionId;

  private BenchTpp(BankClient bank, SigningKey key, String clientId) {
    this.bank = bank;
    this.clientId = clientId;
    this.assertions =
        new Assertions(
            bank.address().toString(), clientId, JWSAlgorithm.PS256, key.kid(), key.signer());
  }

  /** The TPP with this number, allowed by the demo customer. */
  static BenchTpp allowed(BankClient bank, SigningKey key, int number) {
    return allowedBy(Demo.CUSTOMER, bank, key, "TPP " + number);
  }

  /** As {@link #allowed}, and told where these receivers listen. */
  static BenchTpp subscribed(BankClient bank, SigningKey key, int number, Receivers receivers) {
    BenchTpp tpp = allowed(bank, key, number);
    tpp.subscribe(receivers.callback(number));
    return tpp;
  }

  /** Registers under {@code name} and gets the customer's approval for all accounts. */
  private static BenchTpp allowedBy(String customer, BankClient bank, SigningKey key, String name) {
    String clientId =
        bank.http()
            .post(
                bank.address().resolve("/register"),
                Map.of(
                    "client_name",
                    name,
                    "redirect_uris",
                    List.of(REDIRECT),
                    "token_endpoint_auth_method",
                    "private_key_jwt",
                    "scope",
                    "accounts",
                    "jwks",
                    key.publicKeys().toJSONObject(true)))
            .expect(201)
            .json()
            .path("client_id")
            .asText();
    BenchTpp tpp = new BenchTpp(bank, key, clientId);
    tpp.consentId = tpp.consent();
    bank.approve(tpp.authorizationUrl(tpp.consentId), customer);
    return tpp;
  }

  /**
   * Subscribes to balance changes.
   *
   * @param callback null to fetch them by polling
   */
  void subscribe(@Nullable String callback) {
    subscriptionId =
        send("POST", SUBSCRIPTIONS, subscription(null, callback))
            .expect(201)
            .json()
            .at("/Data/EventSubscriptionId")
            .asText();
  }

  /** Has what is queued, and all that follows, sent to the callback. */
  void pushTo(String callback) {
    send("PUT", SUBSCRIPTIONS + "/" + subscriptionId, subscription(subscriptionId, callback))
        .expect(200);
  }

  /** Wants to be told no more, and to read no more. */
  void leave() {
    send("DELETE", SUBSCRIPTIONS + "/" + subscriptionId, null).expect(204);
    send("DELETE", API + "aisp/account-access-consents/" + consentId, null).expect(204);
  }

  private String consent() {
    return send(
            "POST",
            API + "aisp/account-access-consents",
            Map.of(
                "Data",
                Map.of(
                    "Permissions",
                    List.of(
                        "ReadAccountsBasic",
                        "ReadBalances",
                        "ReadTransactionsBasic",
                        "ReadTransactionsCredits",
                        "ReadTransactionsDebits")),
                "Risk",
                Map.of()))
        .expect(201)
        .json()
        .at("/Data/ConsentId")
        .asText();
  }

  private static Map<String, Object> subscription(
      @Nullable String subscriptionId, @Nullable String callback) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (subscriptionId != null) {
      data.put("EventSubscriptionId", subscriptionId);
    }
    if (callback != null) {
      data.put("CallbackUrl", callback);
    }
    data.put("Version", VERSION);
    data.put("EventTypes", List.of("Tidings.Balance-Change"));
    return Map.of("Data", data);
  }

  private String authorizationUrl(String consentId) {
    String claims =
        OpenBankingJson.write(
            Map.of(
                "id_token",
                Map.of("openbanking_intent_id", Map.of("value", consentId, "essential", true))));
    return Objects.requireNonNull(HttpUrl.get(bank.address().resolve("/authorize")))
        .newBuilder()
        .addQueryParameter("response_type", "code")
        .addQueryParameter("client_id", clientId)
        .addQueryParameter("redirect_uri", REDIRECT)
        .addQueryParameter("scope", "accounts")
        .addQueryParameter("state", UUID.randomUUID().toString())
        .addQueryParameter("code_challenge", Sha256.base64Url(UUID.randomUUID() + "-" + clientId))
        .addQueryParameter("code_challenge_method", "S256")
        .addQueryParameter("claims", claims)
        .build()
        .toString();
  }

  private Answer send(String method, String path, @Nullable Map<String, ?> body) {
    return bank.http()
        .send(
            new Request.Builder()
                .url(bank.address().resolve(path).toString())
                .header("Authorization", "Bearer " + token())
                .method(
                    method,
                    body == null ? null : RequestBody.create(OpenBankingJson.write(body), JSON))
                .build());
  }

  private String token() {
    FormBody form =
        new FormBody.Builder()
            .add("grant_type", "client_credentials")
            .add("scope", "accounts")
            .add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            .add("client_assertion", assertions.next())
            .build();
    URI endpoint = bank.address().resolve("/token");
    return bank.http()
        .send(new Request.Builder().url(endpoint.toString()).post(form).build())
        .expect(200)
        .json()
        .path("access_token")
        .asText();
  }
}
