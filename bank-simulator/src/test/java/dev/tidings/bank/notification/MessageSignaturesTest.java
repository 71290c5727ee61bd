package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import dev.tidings.bank.http.ApiErrors;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.http.ServerSettings;
import dev.tidings.jose.DetachedSignature;
import dev.tidings.jose.MessageHeader;
import dev.tidings.jose.SigningKey;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.persistence.Database;
import io.javalin.Javalin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who signs a request about a subscription is believed, whoever only says so is not. */
final class MessageSignaturesTest {

  private static final SigningKey KEY = SigningKey.generate();
  private static final SigningKey OTHERS = SigningKey.generate();
  private static final String BODY =
      "{\"Data\":{\"CallbackUrl\":\"https://tpp.example/v4.0/event-notifications\",\"Version\":\"4.0\"}}";

  private final OkHttpClient http = new OkHttpClient();
  private final Database database = TestDatabase.inMemory();
  private @Nullable TestBank bank;
  private @Nullable Javalin server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop();
    }
    if (bank != null) {
      bank.close();
    }
    database.close();
  }

  @Test
  void aSignedRequestIsTakenAndItsAnswerIsSigned() throws Exception {
    start(true);

    Answer answer = post(BODY, signature(BODY, header -> header));

    assertThat(answer.status()).isEqualTo(201);
    assertSignedByTheBank(answer);
    assertSignedByTheBank(send(new Request.Builder().get(), null));
  }

  @Test
  void aBankThatIsNotStrictTakesARequestWithoutASignature() throws Exception {
    start(false);

    Answer answer = post(BODY, null);

    assertThat(answer.status()).isEqualTo(201);
    assertSignedByTheBank(answer);
  }

  @Test
  void aStrictBankTakesNone() throws Exception {
    start(true);

    assertRefused(post(BODY, null), "U019", DetachedSignature.HEADER);
  }

  @Test
  void aWrongSignatureIsRefusedAlsoByABankThatNeedsNone() throws Exception {
    start(false);

    assertRefused(
        post(BODY.replace("tpp.example", "evil.example"), signature(BODY, header -> header)),
        "U015",
        DetachedSignature.HEADER);
    String byOthers =
        DetachedSignature.sign(bytes(BODY), header(KEY.kid(), "tpp"), OTHERS.signer());
    assertRefused(post(BODY, byOthers), "U015", DetachedSignature.HEADER);
    for (String malformed :
        new String[] {"x", "..", "a..b", "a.b.c", "é..x", "x".repeat(5_000) + "..x"}) {
      assertRefused(post(BODY, malformed), "U018", DetachedSignature.HEADER);
    }
  }

  @Test
  void aHeaderThatTheStandardDoesNotWantIsRefusedByName() throws Exception {
    start(false);
    long ahead = now().plus(MessageSignatures.AHEAD_MAX).plusSeconds(2).getEpochSecond();

    assertClaim("U016", MessageHeader.ISS, h -> h.customParam(MessageHeader.ISS, "other"));
    assertClaim("U016", MessageHeader.ISS, h -> h.customParam(MessageHeader.ISS, 7));
    assertClaim("U016", MessageHeader.IAT, h -> h.customParam(MessageHeader.IAT, ahead));
    assertClaim("U016", MessageHeader.IAT, h -> h.customParam(MessageHeader.IAT, "now"));
    assertClaim("U016", MessageHeader.IAT, h -> h.customParam(MessageHeader.IAT, Long.MAX_VALUE));
    assertClaim("U016", MessageHeader.TAN, h -> h.customParam(MessageHeader.TAN, " "));
    assertClaim("U016", "crit", h -> h.criticalParams(Set.of(MessageHeader.IAT)));
    assertClaim("U016", "kid", h -> h.keyID(OTHERS.kid()));
    assertClaim("U017", "kid", h -> h.keyID(null));
    assertClaim("U017", "crit", h -> h.criticalParams(null));
    for (String claim : MessageHeader.CRITICAL) {
      assertClaim("U017", claim, h -> h.customParam(claim, null));
    }
    JWSHeader rs256 = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.kid()).build();
    assertRefused(
        post(BODY, DetachedSignature.sign(bytes(BODY), rs256, KEY.signer())), "U016", "alg");
  }

  @Test
  void aPutIsLookedAtAsAPostIs() throws Exception {
    start(true);
    String id =
        OpenBankingJson.readTree(post(BODY, signature(BODY, header -> header)).body())
            .at("/Data/EventSubscriptionId")
            .asText();
    String put = BODY.replace("{\"Data\":{", "{\"Data\":{\"EventSubscriptionId\":\"" + id + "\",");

    assertRefused(put(id, put, signature(BODY, h -> h)), "U015", DetachedSignature.HEADER);
    Answer answer = put(id, put, signature(put, header -> header));
    assertThat(answer.status()).isEqualTo(200);
    assertSignedByTheBank(answer);
  }

  private void start(boolean required) {
    MessageSigning signing =
        new MessageSigning(
            (clientId, kid) ->
                clientId.equals("tpp")
                    ? Optional.ofNullable(KEY.publicKeys().getKeyByKeyId(kid))
                    : Optional.empty(),
            required);
    TestBank made =
        new TestBank(database, TestBank.settings(DeliveryPolicy.standard()).withSigning(signing));
    bank = made;
    server =
        Javalin.create(config -> {
          ServerSettings.apply(config, "127.0.0.1", 0);
          ApiErrors.register(config.routes);
          made.notifications.register(config.routes);
        });
    server.start();
  }

  private void assertClaim(String code, String claim, UnaryOperator<JWSHeader.Builder> change)
      throws IOException {
    assertRefused(post(BODY, signature(BODY, change)), code, claim);
  }

  private static void assertRefused(Answer answer, String code, String path) throws IOException {
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    JsonNode error = OpenBankingJson.readTree(answer.body()).at("/Errors/0");
    assertThat(error.path("ErrorCode").asText()).as(answer.body()).isEqualTo(code);
    assertThat(error.path("Path").asText()).as(answer.body()).isEqualTo(path);
  }

  private static void assertSignedByTheBank(Answer answer) throws ParseException {
    DetachedSignature signature =
        DetachedSignature.of(String.valueOf(answer.signature()), bytes(answer.body()));
    assertThat(signature.isBy(TestBank.KEY.publicKeys().getKeys().getFirst())).isTrue();
    assertThat(signature.header().getCustomParam(MessageHeader.ISS)).isEqualTo(TestBank.ISSUER);
  }

  private String signature(String body, UnaryOperator<JWSHeader.Builder> change) {
    JWSHeader good = header(KEY.kid(), "tpp");
    JWSHeader.Builder header =
        new JWSHeader.Builder(good).customParams(new HashMap<>(good.getCustomParams()));
    return DetachedSignature.sign(bytes(body), change.apply(header).build(), KEY.signer());
  }

  private JWSHeader header(String kid, String issuer) {
    return MessageHeader.of(kid, now(), issuer, "bank.example");
  }

  private Instant now() {
    return running().clock.instant();
  }

  private TestBank running() {
    return Optional.ofNullable(bank).orElseThrow();
  }

  private Answer post(String body, @Nullable String signature) throws IOException {
    return send(new Request.Builder().post(json(body)), signature);
  }

  private Answer put(String id, String body, String signature) throws IOException {
    return send("/" + id, new Request.Builder().put(json(body)), signature);
  }

  private Answer send(Request.Builder request, @Nullable String signature) throws IOException {
    return send("", request, signature);
  }

  private Answer send(String path, Request.Builder request, @Nullable String signature)
      throws IOException {
    int port = Optional.ofNullable(server).orElseThrow().port();
    request
        .url("http://127.0.0.1:" + port + EventSubscriptionsApi.PATH + path)
        .header("Authorization", "Bearer " + running().token("tpp", "accounts", null));
    if (signature != null) {
      request.headers(
          request
              .build()
              .headers()
              .newBuilder()
              .addUnsafeNonAscii(DetachedSignature.HEADER, signature)
              .build());
    }
    try (Response response = http.newCall(request.build()).execute()) {
      return new Answer(
          response.code(), response.body().string(), response.header(DetachedSignature.HEADER));
    }
  }

  private static RequestBody json(String body) {
    return RequestBody.create(body, MediaType.get("application/json; charset=utf-8"));
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private record Answer(int status, String body, @Nullable String signature) {}
}
