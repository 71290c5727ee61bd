package dev.tidings.bank.accountinfo;

import static dev.tidings.bank.accountinfo.SmallBank.CURRENT;
import static dev.tidings.bank.accountinfo.SmallBank.TPP;
import static dev.tidings.openbanking.Permission.ReadAccountsBasic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.accountinfo.SmallBank.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the standard wants of every endpoint's HTTP. */
class HttpRulesTest {

  private static final String INTERACTION_ID = "x-fapi-interaction-id";
  private static final String SENT = "93bac548-d2de-4546-b106-880a5018460d";
  private static final String CONSENTS = "/account-access-consents";

  private final SmallBank bank = new SmallBank();
  private final String token = bank.customerToken(Set.of(ReadAccountsBasic), CURRENT);

  @AfterEach
  void close() {
    bank.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/accounts", "/accounts/unknown", "/balances", "/nothing"})
  void theInteractionIdComesBackOnSuccessAndError(String path) {
    Answer answer = bank.send(bank.request(path, token).header(INTERACTION_ID, SENT).build());
    assertThat(answer.header(INTERACTION_ID)).isEqualTo(SENT);
    assertThat(answer.header("Cache-Control"))
        .isEqualTo(answer.status() == 200 ? "private, no-cache" : "no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "93bac548-d2de-4546-b106-880a5018460d0", "<script>"})
  void aMalformedInteractionIdIsReplaced(String sent) {
    Answer answer =
        bank.send(bank.request("/accounts", token).header(INTERACTION_ID, sent).build());
    assertThat(answer.header(INTERACTION_ID)).hasSize(36).isNotEqualTo(sent);
  }

  @Test
  void withoutATokenItIs401WithoutABody() {
    Answer answer =
        bank.send(bank.request("/accounts", token).removeHeader("Authorization").build());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(answer.header(INTERACTION_ID)).hasSize(36);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/cards", "/accounts/a/b", "/accounts/acc-current/balances/1", "/"})
  void anUnknownEndpointIs404(String path) {
    Answer answer = bank.get(path, token);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("\"Errors\"");
  }

  @Test
  void aWrongMethodIs405AndSaysWhichAreRight() {
    Answer answer = bank.delete("/accounts", token);
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("GET");
    assertThat(bank.get(CONSENTS, token).header("Allow")).isEqualTo("POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "application/jose+jwe", "application/json;q=0", "nonsense", "text/*"})
  void anAcceptThatExcludesJsonIs406(String accept) {
    Answer answer = bank.send(bank.request("/accounts", token).header("Accept", accept).build());
    assertThat(answer.status()).isEqualTo(406);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/*",
        "application/json; charset=utf-8",
        "text/html, application/json;q=0.5",
        "APPLICATION/JSON"
      })
  void anAcceptThatIncludesJsonIsServed(String accept) {
    Answer answer = bank.send(bank.request("/accounts", token).header("Accept", accept).build());
    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/json; charset=latin1"})
  void aBodyThatIsNotJsonIs415(String contentType) {
    assertThat(postBytes(MediaType.parse(contentType), "{}".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(415);
  }

  @Test
  void brokenHugeAndDeepBodiesAre4xx() {
    MediaType json = MediaType.get("application/json");
    assertThat(postBytes(json, new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"'}))
        .isEqualTo(400);
    assertThat(postBytes(json, new byte[300 * 1024])).isBetween(400, 499);
    byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    assertThat(postBytes(json, deep)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/accounts/%FF",
        "/accounts/%00",
        "/accounts/%2F",
        "/accounts/%2e%2e/balances",
        "/accounts/acc;x=1",
        "/accounts/caf%C3%A9"
      })
  void strangePathsAre4xxWithAnInteractionId(String path) {
    Answer answer = bank.get(path, token);
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.header(INTERACTION_ID)).hasSize(36);
  }

  @Test
  void linksBeginWithTheIssuerWhateverTheHost() {
    Answer answer = bank.send(bank.request("/accounts", token).header("Host", "evil.test").build());
    assertThat(answer.body())
        .contains("\"Self\":\"https://bank.example/open-banking/v4.0/aisp/accounts\"")
        .doesNotContain("evil");
  }

  private int postBytes(@Nullable MediaType type, byte[] body) {
    return bank.send(
            bank.request(CONSENTS, bank.clientToken(TPP))
                .post(RequestBody.create(body, type))
                .build())
        .status();
  }
}
