package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.support.Await;
import dev.tidings.tpp.support.FakeBank;
import dev.tidings.tpp.view.UnifiedView.BankView.State;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** At a bank that takes no request without a proof; {@link FakeBank} checks each of them. */
final class ProvenCallsTest extends AggregatorFixture {

  @Test
  void aNonceThatTheBankChangesIsTakenUpWithOneMoreCall() throws Exception {
    connect();
    bank.authorization.nonce = "nonce-2";
    bank.balance = "70.00";

    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));

    Await.until("it shows", () -> new Money(70_00, "GBP").equals(account().balance()));
    assertThat(bank.refreshGrants).hasValue(0);
  }

  @Test
  void theKeyStaysTheSameAcrossARestart() throws Exception {
    connect();
    stop();
    start();
    bank.balance = "70.00";

    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));

    Await.until("it shows", () -> new Money(70_00, "GBP").equals(account().balance()));
    assertThat(bank.refreshGrants).hasValue(0);
  }

  @Test
  void aTokenThatTheBankDidNotBindIsNotTaken() throws Exception {
    awaitRegistered();
    HttpResponse<String> sent = begin();
    bank.authorization.bindsNothing = true;

    browser.get("/callback?code=c&state=" + state(sent) + "&iss=" + bank.issuer(), cookie(sent));

    assertThat(bankView().state()).isEqualTo(State.NOT_CONNECTED);
    assertThat(bankView().detail()).contains("not bound to our key");
    assertThat(bank.dataCalls).hasValue(0);
  }

  @Test
  void whatTheBankEndedIsRenewedByOneClick() throws Exception {
    connect();
    browser.push(events.sign(events.revoked("r1", FakeBank.CONSENT_ID)));
    Await.until("it shows", () -> bankView().state() == State.REVOKED);
    String renew = "/connect?bank=" + bank.bankId();
    assertThat(browser.get("/connections", Optional.empty()).body())
        .contains("href=\"" + renew + "\"", "Connect again");
    assertThat(browser.get("/", Optional.empty()).body()).contains("href=\"" + renew + "\"");

    connect();

    assertThat(bankView().state()).isEqualTo(State.CONNECTED);
  }
}
