package dev.tidings.bank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.jose.DetachedSignature;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who subscribes to a whole bank's events: whoever signs for it, as long as it is registered. */
final class SubscribingTest {

  private static final String PATH = "/open-banking/v4.0/event-subscriptions";
  private static final String WANTED =
      "{\"Data\":{\"CallbackUrl\":\"http://localhost:9/open-banking/v4.0/event-notifications\","
          + "\"Version\":\"4.0\"}}";

  @TempDir private Path data;

  @Test
  void aStrictBankWantsTheRegisteredKeysSignature() {
    try (WholeBank bank = new WholeBank(data, null, InstantSource.system(), WholeBank::strict)) {
      assertRefused(subscribe(bank, null), "U019");
      assertRefused(subscribe(bank, bank.signature(WANTED + " ")), "U015");
      assertThat(subscribe(bank, bank.signature(WANTED)).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void whoIsNoLongerRegisteredIsToldNothingMore() {
    try (WholeBank bank = new WholeBank(data, null, InstantSource.system())) {
      WholeTpp tpp =
          new WholeTpp(new OkHttpClient(), bank.issuer, InstantSource.system(), Map.of());
      Map<String, String> own = WholeTpp.bearer(tpp.clientToken(bank.issuer, Map.of()));
      RequestBody wanted = RequestBody.create(WANTED, MediaType.get("application/json"));
      RequestBody stream = RequestBody.create("{}", MediaType.get("application/json"));
      close(tpp.send("POST", bank.issuer + PATH, own, wanted), 201);
      close(tpp.send("POST", bank.issuer + "/ssf/stream", own, stream), 201);
      assertThat(subscriptions(bank)).contains(tpp.clientId, "OBIE", "SSF");

      Map<String, String> managing = WholeTpp.bearer(tpp.managementToken);
      close(tpp.send("DELETE", bank.issuer + "/register/" + tpp.clientId, managing, null), 204);

      assertThat(subscriptions(bank)).doesNotContain(tpp.clientId);
    }
  }

  private static HttpResponse<String> subscribe(WholeBank bank, @Nullable String signature) {
    Map<String, String> headers =
        new HashMap<>(Map.of("Authorization", "Bearer " + bank.clientToken()));
    if (signature != null) {
      headers.put(DetachedSignature.HEADER, signature);
    }
    return bank.postJson(PATH, headers, WANTED);
  }

  private static void assertRefused(HttpResponse<String> answer, String code) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"" + code + "\"");
  }

  private static String subscriptions(WholeBank bank) {
    return bank.get("/sandbox/subscriptions", Map.of()).body();
  }

  private static void close(Response response, int status) {
    try (response) {
      assertThat(response.code()).isEqualTo(status);
    }
  }
}
