package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.tpp.support.FakeBank;
import dev.tidings.tpp.view.EventChannel.Way;
import dev.tidings.tpp.view.UnifiedView.AccountView.Status;
import dev.tidings.tpp.view.UnifiedView.BankView.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConnectionActsTest extends AggregatorFixture {

  @Test
  void revokingTellsTheBankAndNothingIsReadAnyMore() throws Exception {
    connect();

    assertThat(browser.post(path("revoke"), "").statusCode()).isEqualTo(303);

    assertThat(bank.deletedConsents).containsExactly(FakeBank.CONSENT_ID);
    assertThat(bankView().state()).isEqualTo(State.REVOKED);
    assertThat(account().status()).isEqualTo(Status.REVOKED);
    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));
    assertThat(bank.dataCalls).hasValue(0);
    assertThat(browser.get("/connections", Optional.empty()).body())
        .contains("You ended the sharing here", "Connect again")
        .doesNotContain("Stop sharing");
  }

  @Test
  void aBankThatCannotBeToldKeepsTheConnectionAndThatIsSaid() throws Exception {
    connect();
    bank.down = true;

    assertThat(browser.post(path("revoke"), "").statusCode()).isEqualTo(303);
    assertThat(browser.post("/api" + path("revoke"), "").statusCode()).isEqualTo(502);

    assertThat(bankView().state()).isEqualTo(State.CONNECTED);
    assertThat(bankView().detail()).contains("That did not work");
  }

  @Test
  void aForeignPageCanDoNothing() throws Exception {
    connect();
    for (List<String> headers :
        List.of(
            List.of("Origin", "https://attacker.example"),
            List.of("Origin", "null"),
            List.of("Sec-Fetch-Site", "cross-site"),
            List.of("Sec-Fetch-Site", "same-site"),
            List.of("Origin", "http://localhost:1", "Sec-Fetch-Site", "same-origin"))) {
      for (String path : List.of(path("revoke"), path("channel"), "/api" + path("revoke"))) {
        assertThat(browser.post(path, "channel=poll", headers.toArray(String[]::new)).statusCode())
            .as(path + headers)
            .isEqualTo(403);
      }
    }

    assertThat(bankView().state()).isEqualTo(State.CONNECTED);
    assertThat(aggregator.parts().channels().of(bank.bankId()).way()).isEqualTo(Way.PUSH);
  }

  @Test
  void ourOwnPageCan() throws Exception {
    connect();

    assertThat(
            browser
                .post(
                    path("channel"),
                    "channel=poll",
                    "Origin",
                    "http://localhost:" + aggregator.port(),
                    "Sec-Fetch-Site",
                    "same-origin")
                .statusCode())
        .isEqualTo(303);
    assertThat(aggregator.parts().channels().of(bank.bankId()).way()).isEqualTo(Way.POLL);
  }

  @Test
  void whatIsUnknownIsSaid() throws Exception {
    connect();

    assertThat(browser.post("/api" + path("channel"), "channel=pigeon").statusCode())
        .isEqualTo(400);
    assertThat(browser.post("/api/connections/nobody/revoke", "").statusCode()).isEqualTo(404);
    assertThat(browser.post("/api/connections/nobody/revoke", "").body())
        .isEqualTo("{\"error\":\"not_found\",\"message\":\"We know no bank of that id.\"}");
  }

  private String path(String act) {
    return "/connections/" + bank.bankId() + "/" + act;
  }
}
