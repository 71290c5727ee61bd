package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.tpp.support.FakeBank;
import dev.tidings.tpp.view.UnifiedView.BankView.State;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConnectTest extends AggregatorFixture {

  @Test
  void theBrowserCarriesOnlyTheNameOfAPushedRequestWithPkceForTheConsent() throws Exception {
    awaitRegistered();

    HttpResponse<String> sent = begin();

    assertThat(sent.headers().firstValue("Location").orElseThrow())
        .startsWith(bank.issuer() + "/authorize?client_id=tpp-at-the-bank&request_uri=")
        .doesNotContain("code_challenge", "state=", FakeBank.CONSENT_ID);
    assertThat(asked(sent, "response_type")).contains("code");
    assertThat(asked(sent, "code_challenge_method")).contains("S256");
    assertThat(asked(sent, "claims").orElseThrow())
        .contains("openbanking_intent_id", FakeBank.CONSENT_ID);
    assertThat(sent.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly")
        .contains("SameSite=Lax");
  }

  @Test
  void anUnknownStateIsRefused() throws Exception {
    awaitRegistered();
    HttpResponse<String> sent = begin();

    refused("/callback?code=c&state=wrong&iss=" + bank.issuer(), cookie(sent));
  }

  @Test
  void anotherBrowserIsRefused() throws Exception {
    awaitRegistered();
    HttpResponse<String> sent = begin();
    String callback = "/callback?code=c&state=" + state(sent) + "&iss=" + bank.issuer();

    refused(callback, Optional.empty());
    refused(callback, Optional.of("tidings-connect-" + bank.bankId() + "=guess"));
  }

  @Test
  void anotherIssuerOrNoneIsRefused() throws Exception {
    awaitRegistered();
    HttpResponse<String> sent = begin();

    refused("/callback?code=c&state=" + state(sent), cookie(sent));
    refused("/callback?code=c&state=" + state(sent) + "&iss=http://elsewhere", cookie(sent));
  }

  @Test
  void aStateServesOnce() throws Exception {
    awaitRegistered();
    HttpResponse<String> sent = begin();
    String callback = "/callback?error=access_denied&state=" + state(sent);
    browser.get(callback + "&iss=" + bank.issuer(), cookie(sent));

    refused("/callback?code=c&state=" + state(sent) + "&iss=" + bank.issuer(), cookie(sent));
  }

  @Test
  void aCustomerWhoRefusesSeesItInWords() throws Exception {
    awaitRegistered();
    HttpResponse<String> sent = begin();

    HttpResponse<String> back =
        browser.get(
            "/callback?error=access_denied&state=" + state(sent) + "&iss=" + bank.issuer(),
            cookie(sent));

    assertThat(back.statusCode()).isEqualTo(302);
    assertThat(bankView().state()).isEqualTo(State.NOT_CONNECTED);
    assertThat(bankView().detail()).contains("did not agree");
  }

  @Test
  void reconnectingReplacesTheFormerConnection() throws Exception {
    connect();
    connect();

    assertThat(view().accounts()).hasSize(1);
    assertThat(bankView().state()).isEqualTo(State.CONNECTED);
  }

  private void refused(String callback, Optional<String> cookie) throws Exception {
    assertThat(browser.get(callback, cookie).statusCode()).isEqualTo(400);
    assertThat(view().accounts()).isEmpty();
    assertThat(bank.dataCalls).hasValue(0);
  }
}
