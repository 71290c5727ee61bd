package dev.tidings.bank.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.tidings.bank.broker.BusinessEvent.ConsentRevoked;
import dev.tidings.bank.oauth.TestBank;
import dev.tidings.bank.oauth.TestTpp;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.ConsentStatus;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConsoleTest {

  private TestBank bank;
  private TestTpp tpp;
  private TestBrowser browser;
  private String consentId;

  @BeforeEach
  void start() {
    bank = new TestBank(TestDatabase.inMemory());
    tpp = new TestTpp(bank, "<script>alert(1)</script> & Co");
    browser = new TestBrowser(bank);
    consentId = bank.consentFor(tpp.clientId);
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @Test
  void aCustomerSignsInChoosesAnAccountAndTheTppGetsATokenForIt() {
    HttpResponse<String> signIn = browser.open(tpp.authorizationUrl(consentId));
    assertThat(signIn.body()).contains("id=\"customer-amelia\"", "id=\"customer-noah\"");

    HttpResponse<String> page = browser.signInAt(tpp.authorizationUrl(consentId), "amelia");
    assertThat(page.body())
        .contains("id=\"account-acc-1\"", "id=\"approve\"", "id=\"refuse\"", "Your balances")
        .doesNotContain("acc-3");
    HttpResponse<String> back =
        browser.submit(
            page, "/console/decision", Map.of("decision", "approve", "account", "acc-2"));

    String code = parameters(back).getOrDefault("code", List.of("")).getFirst();
    String token = TestTpp.json(tpp.token(tpp.codeGrant(code))).path("access_token").asText();
    assertThat(bank.get("/guarded", "Authorization", "Bearer " + token).body()).isEqualTo("acc-2");
  }

  @Test
  void aRefusalIsKeptAndToldToTheTpp() {
    HttpResponse<String> page = browser.signInAt(tpp.authorizationUrl(consentId), "amelia");
    HttpResponse<String> back =
        browser.submit(page, "/console/decision", Map.of("decision", "refuse"));

    assertThat(parameters(back).get("error")).containsExactly("access_denied");
    assertThat(parameters(back).get("state")).containsExactly("the state");
    assertThat(bank.consent(consentId).status()).isEqualTo(ConsentStatus.RJCT);
  }

  @Test
  void withoutAnAccountThePageSaysWhatIsMissing() {
    HttpResponse<String> page = browser.signInAt(tpp.authorizationUrl(consentId), "amelia");
    HttpResponse<String> again =
        browser.submit(page, "/console/decision", Map.of("decision", "approve"));

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).contains("Choose at least one account");
    assertThat(bank.consent(consentId).status()).isEqualTo(ConsentStatus.AWAU);
  }

  @Test
  void somebodyElsesAccountCannotBeChosen() {
    HttpResponse<String> page = browser.signInAt(tpp.authorizationUrl(consentId), "amelia");
    HttpResponse<String> answer =
        browser.submit(
            page, "/console/decision", Map.of("decision", "approve", "account", "acc-3"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(bank.consent(consentId).status()).isEqualTo(ConsentStatus.AWAU);
  }

  @Test
  void aConsentThatAnotherCustomerTookBackIsNotShown() {
    tpp.codeFor(consentId);
    bank.revoke(consentId);
    HttpResponse<String> page = browser.signInAt(tpp.authorizationUrl(consentId), "noah");
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("another customer").doesNotContain("id=\"approve\"");
  }

  @Test
  void aLockedCustomerIsNotSignedInAndMayGoBackToTheTpp() {
    String address = tpp.authorizationUrl(consentId);
    HttpResponse<String> signIn = browser.open(address);
    assertThat(signIn.body()).contains("id=\"error-paths\"", "id=\"customer-slow\"");
    HttpResponse<String> page =
        browser.submit(signIn, "/console/sign-in", Map.of("customer", "locked"));
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body())
        .contains("You cannot sign in", "id=\"back\"", "error=access_denied", "state=the+state");
    assertThat(browser.open(address).body()).contains("Sign in").doesNotContain("id=\"sign-out\"");
    assertThat(bank.consent(consentId).status()).isEqualTo(ConsentStatus.AWAU);
  }

  @Test
  void oneWhoWalksAwayDecidesNothing() {
    HttpResponse<String> page = browser.signInAt(tpp.authorizationUrl(consentId), "abandons");
    assertThat(page.body())
        .contains("The customer walked away", "id=\"sign-out\"")
        .doesNotContain("id=\"approve\"");
    Map<String, String> forged = TestBrowser.hidden(page);
    forged.putAll(
        Map.of(
            "request", tpp.authorizationUrl(consentId).split("\\?", 2)[1],
            "decision", "approve",
            "account", "acc-1"));
    assertThat(browser.post("/console/decision", forged).statusCode()).isEqualTo(400);
    assertThat(bank.consent(consentId).status()).isEqualTo(ConsentStatus.AWAU);
  }

  @Test
  void aFormWithoutTheSessionsSecretIsRefused() {
    HttpResponse<String> page = browser.signInAt(tpp.authorizationUrl(consentId), "amelia");
    Map<String, String> fields = TestBrowser.hidden(page);
    fields.putAll(Map.of("decision", "approve", "account", "acc-1", "csrf", "wrong"));
    assertThat(browser.post("/console/decision", fields).statusCode()).isEqualTo(403);
    fields.remove("csrf");
    assertThat(browser.post("/console/decision", fields).statusCode()).isEqualTo(403);
    assertThat(browser.post("/console/sign-in", Map.of("customer", "noah")).statusCode())
        .isEqualTo(403);
    assertThat(browser.post("/console/consents/x/revoke", Map.of()).statusCode()).isEqualTo(403);
    assertThat(bank.consent(consentId).status()).isEqualTo(ConsentStatus.AWAU);
  }

  @Test
  void aSessionThatIsNotUsedEnds() {
    HttpResponse<String> page = browser.signInAt(tpp.authorizationUrl(consentId), "amelia");
    bank.clock.advance(Duration.ofMinutes(31));
    Map<String, String> approve = Map.of("decision", "approve", "account", "acc-1");
    assertThat(browser.submit(page, "/console/decision", approve).statusCode()).isEqualTo(403);
  }

  @Test
  void pagesAllowNoScriptNoFrameAndNoForeignForm() {
    for (String address :
        List.of("/console/consents", tpp.authorizationUrl(consentId), "/authorize?client_id=x")) {
      HttpResponse<String> page = browser.open(address);
      assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
      assertThat(header(page, "Content-Security-Policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
          .doesNotContain("script");
      assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
    }
    HttpResponse<String> page = browser.open(tpp.authorizationUrl(consentId));
    assertThat(header(page, "Content-Security-Policy")).endsWith(" https://tpp.example");
  }

  @Test
  void theCookieIsOutOfReachAndANewOneComesWithTheSignIn() {
    HttpResponse<String> page = browser.open("/console/consents");
    String before = header(page, "Set-Cookie");
    assertThat(before).contains("HttpOnly", "SameSite=Lax", "Path=/");
    HttpResponse<String> after =
        browser.submit(page, "/console/sign-in", Map.of("customer", "amelia"));
    assertThat(header(after, "Set-Cookie")).isNotEqualTo(before);
  }

  @Test
  void whatATppCallsItselfIsTextAndNothingElse() {
    HttpResponse<String> page = browser.signInAt(tpp.authorizationUrl(consentId), "amelia");
    assertThat(page.body()).contains("&lt;script&gt;").doesNotContain("<script");
    tpp.codeFor(consentId);
    assertThat(browser.open("/console/consents").body())
        .contains("&lt;script&gt;")
        .doesNotContain("<script");
  }

  @Test
  void afterSignInNobodyIsSentToAForeignPage() {
    for (String address : List.of("https://evil.example", "//evil.example", "/authorized?x")) {
      HttpResponse<String> page = browser.open("/console/consents");
      HttpResponse<String> answer =
          new TestBrowser(bank).open("/console").statusCode() == 303
              ? browser.submit(
                  page, "/console/sign-out", Map.of("customer", "amelia", "return_to", address))
              : page;
      assertThat(header(answer, "Location")).isEqualTo("/console/consents");
    }
  }

  @Test
  void aCustomerTakesAConsentBackAndOnlyTheirOwn() {
    tpp.codeFor(consentId);
    String revoke = "/console/consents/" + consentId + "/revoke";
    TestBrowser noahs = new TestBrowser(bank);
    HttpResponse<String> noahsPage = noahs.signInAt("/console/consents", "noah");
    assertThat(noahsPage.body()).doesNotContain(consentId);
    assertThat(noahs.submit(noahsPage, revoke, Map.of()).statusCode()).isEqualTo(404);

    HttpResponse<String> page = browser.signInAt("/console/consents", "amelia");
    assertThat(page.body()).contains("id=\"revoke-" + consentId + "\" href=\"" + revoke + "\"");
    HttpResponse<String> question = browser.open(revoke);
    assertThat(question.body()).contains("Stop access for", "id=\"stop\"", "id=\"keep\"");
    assertThat(bank.consent(consentId).status()).isEqualTo(ConsentStatus.AUTH);
    assertThat(noahs.open(revoke).statusCode()).isEqualTo(404);
    assertThat(browser.submit(question, revoke, Map.of()).statusCode()).isEqualTo(303);

    assertThat(bank.consent(consentId).status()).isEqualTo(ConsentStatus.CANC);
    assertThat(bank.events()).containsExactly(new ConsentRevoked(consentId, tpp.clientId, 3));
    assertThat(browser.open("/console/consents").body())
        .contains("Stopped by you", "Had access before")
        .doesNotContain("id=\"revoke-", "Have access now");
    assertThat(browser.open(revoke).statusCode()).isEqualTo(409);
    assertThat(browser.submit(page, revoke, Map.of()).statusCode()).isEqualTo(409);
  }

  @Test
  void aCustomerSetsTheLimitsOfAlerts() {
    assertThat(browser.open("/console/alerts").statusCode()).isEqualTo(303);
    browser.signInAt("/console/consents", "amelia");
    HttpResponse<String> page = browser.open("/console/alerts");
    assertThat(page.body()).contains("value=\"100.00\"", "value=\"500.00\"", "checked");

    HttpResponse<String> answer =
        browser.submit(
            page, "/console/alerts", Map.of("low_balance", "-20.5", "large_transaction", ""));
    assertThat(header(answer, "Location")).isEqualTo("/console/alerts?saved=1");
    assertThat(browser.open("/console/alerts?saved=1").body())
        .contains("value=\"-20.50\"", "id=\"saved\"")
        .doesNotContain("value=\"500.00\"", "checked");

    HttpResponse<String> wrong =
        browser.submit(
            page, "/console/alerts", Map.of("low_balance", "<b>", "large_transaction", "0"));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("id=\"problem\"", "&lt;b").doesNotContain("<b>");
    assertThat(browser.post("/console/alerts", Map.of("low_balance", "1")).statusCode())
        .isEqualTo(403);
  }

  private static Map<String, List<String>> parameters(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(303);
    return URLUtils.parseParameters(URI.create(header(answer, "Location")).getRawQuery());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }
}
