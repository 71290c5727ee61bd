package dev.tidings.bank.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.tidings.bank.oauth.TestBank;
import dev.tidings.bank.oauth.TestProofs;
import dev.tidings.bank.oauth.TestTpp;
import dev.tidings.bank.persistence.TestDatabase;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A customer lets an application know who they are; and what a browser does with a pushed request.
 */
final class IdentityPageTest {

  private TestBank bank;
  private TestTpp tpp;
  private TestBrowser browser;

  @BeforeEach
  void start() {
    bank = new TestBank(TestDatabase.inMemory());
    tpp = new TestTpp(bank, "Known Money", Map.of("scope", "openid profile"));
    browser = new TestBrowser(bank);
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @Test
  void thePageShowsNoAccountAndTheDecisionLeadsBack() {
    HttpResponse<String> page = browser.signInAt(address(Map.of()), "amelia");
    assertThat(page.body())
        .contains("Known Money", "Your name", "id=\"approve\"", "id=\"refuse\"")
        .doesNotContain("acc-1");
    HttpResponse<String> back =
        browser.submit(page, "/console/decision", Map.of("decision", "approve"));
    assertThat(parameters(back)).containsKeys("code", "iss", "state");

    HttpResponse<String> again = browser.open(address(Map.of()));
    assertThat(again.body()).contains("id=\"approve\"");
    HttpResponse<String> refused =
        browser.submit(again, "/console/decision", Map.of("decision", "refuse"));
    assertThat(parameters(refused).get("error")).containsExactly("access_denied");
  }

  @Test
  void aFreshSignInIsAskedForWhenTheApplicationWantsOne() {
    browser.signInAt(address(Map.of()), "amelia");
    bank.clock.advance(Duration.ofMinutes(5));
    assertThat(browser.open(address(Map.of("max_age", "300"))).body()).contains("id=\"approve\"");
    assertThat(browser.open(address(Map.of("max_age", "299"))).body())
        .contains("id=\"customer-amelia\"");
    assertThat(browser.open(address(Map.of("prompt", "login"))).body())
        .contains("id=\"customer-amelia\"");
    assertThat(browser.signInAt(address(Map.of("prompt", "login")), "amelia").body())
        .contains("id=\"approve\"");
  }

  @Test
  void anOldSignInCannotDecideWhereAFreshOneIsWanted() {
    HttpResponse<String> page = browser.signInAt(address(Map.of("max_age", "60")), "amelia");
    bank.clock.advance(Duration.ofMinutes(3));
    HttpResponse<String> late =
        browser.submit(page, "/console/decision", Map.of("decision", "approve"));
    assertThat(late.statusCode()).isBetween(400, 403);
    assertThat(late.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void withoutAskingNobodyIsKnown() {
    Map<String, String> silently = Map.of("prompt", "none");
    assertThat(parameters(browser.open(address(silently))).get("error"))
        .containsExactly("login_required");
    browser.signInAt(address(Map.of()), "amelia");
    assertThat(parameters(browser.open(address(silently))).get("error"))
        .containsExactly("consent_required");
  }

  @Test
  void aPushedRequestIsSignedInToLookedAtAgainAndDecidedOnce() {
    TestTpp fapi = TestTpp.fapi(bank);
    String consentId = bank.consentFor(fapi.clientId);
    String url = fapi.pushedUrl(fapi.authorizationParameters(consentId), new TestProofs(bank));
    HttpResponse<String> page = browser.signInAt(url, "amelia");
    assertThat(page.body()).contains("id=\"account-acc-1\"").doesNotContain("code_challenge");
    page = browser.open(url);
    Map<String, String> decision = Map.of("decision", "approve", "account", "acc-1");
    HttpResponse<String> back = browser.submit(page, "/console/decision", decision);
    assertThat(parameters(back)).containsKey("code");
    HttpResponse<String> second = browser.submit(page, "/console/decision", decision);
    assertThat(parameters(second).get("error")).containsExactly("invalid_request_uri");
  }

  private String address(Map<String, String> more) {
    Map<String, String> parameters = tpp.openIdParameters();
    parameters.putAll(more);
    return "/authorize?" + TestBank.form(parameters);
  }

  private static Map<String, List<String>> parameters(HttpResponse<String> answer) {
    String location = answer.headers().firstValue("Location").orElseThrow();
    return URLUtils.parseParameters(URI.create(location).getRawQuery());
  }
}
