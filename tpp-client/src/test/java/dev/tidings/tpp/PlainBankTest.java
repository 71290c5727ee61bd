package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.support.Await;
import dev.tidings.tpp.support.FakeBank;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A bank whose metadata offer neither pushed requests nor proofs. */
final class PlainBankTest extends AggregatorFixture {

  @Override
  boolean isFapi2() {
    return false;
  }

  @Test
  void theRedirectItselfAsksWithPkceForTheConsent() throws Exception {
    awaitRegistered();

    HttpResponse<String> sent = begin();

    assertThat(sent.headers().firstValue("Location").orElseThrow())
        .startsWith(bank.issuer() + "/authorize?client_id=tpp-at-the-bank&response_type=code")
        .contains("code_challenge_method=S256")
        .contains("openbanking_intent_id");
  }

  @Test
  void itIsReadWithBearerTokens() throws Exception {
    connect();
    bank.balance = "70.00";

    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));

    Await.until("it shows", () -> new Money(70_00, "GBP").equals(account().balance()));
  }
}
