package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.securityevent.Event;
import dev.tidings.securityevent.ResourceSubject;
import dev.tidings.securityevent.ResourceSubject.ResourceLink;
import dev.tidings.securityevent.SecurityEvent;
import dev.tidings.tpp.support.Events;
import dev.tidings.tpp.support.FakeBank;
import dev.tidings.tpp.view.UnifiedView.AccountView.Status;
import dev.tidings.tpp.view.UnifiedView.BankView.State;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens to a consent at the bank, as the customer sees it here. */
final class ConsentLifeTest extends AggregatorFixture {

  private static final String CLOSED = "UK.OBIE.AccountClosure";

  @Test
  void anExpiredConsentIsShownAndRenewedByOneClick() throws Exception {
    connect();
    clock.pass(Duration.ofDays(91));
    bank.forbidden = "U009";
    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));
    awaitStatus(Status.EXPIRED);

    assertThat(bankView().state()).isEqualTo(State.EXPIRED);
    assertThat(browser.get("/", Optional.empty()).body())
        .contains("Access expired", "href=\"/connect?bank=" + bank.bankId() + "\"", "Renew");

    bank.forbidden = null;
    connect();
    assertThat(bankView().state()).isEqualTo(State.CONNECTED);
    assertThat(bank.consentsMade).hasValue(2);
  }

  @Test
  void whatWasTakenBackAtTheBankIsAskedForAgainByTheSameConsent() throws Exception {
    connect();
    browser.push(events.sign(events.revoked("r1", FakeBank.CONSENT_ID)));
    assertThat(bankView().state()).isEqualTo(State.REVOKED);
    bank.consentStatus = "CANC";

    connect();

    assertThat(bank.consentsMade).hasValue(1);
    assertThat(bank.deletedConsents).isEmpty();
  }

  @Test
  void aRevocationThatSaysOnlyBySubWhichConsentEndsTheConnection() throws Exception {
    connect();
    String another = events.sign(events.revokedBySub("r1", "another"));
    assertThat(browser.push(another).statusCode()).isEqualTo(202);
    assertThat(bankView().state()).isEqualTo(State.CONNECTED);

    String ours = events.sign(events.revokedBySub("r2", FakeBank.CONSENT_ID));
    assertThat(browser.push(ours).statusCode()).isEqualTo(202);

    assertThat(bankView().state()).isEqualTo(State.REVOKED);
  }

  @Test
  void aRevocationBesideAnUpdateOfAnAccountEndsTheConnectionToo() throws Exception {
    connect();

    browser.push(
        events.sign(
            events.revokedBySub(
                "r1", FakeBank.CONSENT_ID, update(ResourceSubject.ACCOUNTS, FakeBank.ACCOUNT))));

    assertThat(bankView().state()).isEqualTo(State.REVOKED);
  }

  @Test
  void theUpdateBesideARevocationNamesTheConsentToo() throws Exception {
    connect();
    SecurityEvent set =
        events.revokedBySub(
            "r1",
            FakeBank.CONSENT_ID,
            update(ResourceSubject.ACCOUNT_ACCESS_CONSENT, FakeBank.CONSENT_ID));

    browser.push(events.sign(Events.about("urn:consent:1", set)));

    assertThat(bankView().state()).isEqualTo(State.REVOKED);
  }

  @Test
  void aSubThatIsNoAddressNamesNoConsent() throws Exception {
    connect();
    String urn = "urn:consent:" + FakeBank.CONSENT_ID;
    for (SecurityEvent set :
        List.of(
            events.revokedBySub("r1", FakeBank.CONSENT_ID),
            events.lost("c1", FakeBank.CONSENT_ID, FakeBank.ACCOUNT, CLOSED))) {
      assertThat(browser.push(events.sign(Events.about(urn, set))).statusCode()).isEqualTo(202);
    }

    assertThat(bankView().state()).isEqualTo(State.CONNECTED);
    assertThat(view().accounts()).hasSize(1);
  }

  @Test
  void aBankThatWantsTheCustomerToConfirmAgainIsConnectedByTheSameConsent() throws Exception {
    awaitRegistered();
    bank.forbidden = "U028";
    bank.consentStatus = "CANC";
    HttpResponse<String> sent = begin();
    browser.get("/callback?code=c&state=" + state(sent) + "&iss=" + bank.issuer(), cookie(sent));
    assertThat(bankView().state()).isEqualTo(State.REVOKED);
    assertThat(bankView().detail()).contains("confirm our access again");

    bank.forbidden = null;
    connect();
    assertThat(bank.consentsMade).hasValue(1);
  }

  @Test
  void anAccountThatWasClosedLeavesTheViewWithAWordWhy() throws Exception {
    connect();
    browser.push(events.sign(events.lost("c1", "consent-other", FakeBank.ACCOUNT, CLOSED)));
    browser.push(events.sign(events.lost("c2", FakeBank.CONSENT_ID, "A2", CLOSED)));
    browser.push(events.sign(events.lost("c3", FakeBank.CONSENT_ID, FakeBank.ACCOUNT, "other")));
    assertThat(view().accounts()).hasSize(1);

    browser.push(events.sign(events.lost("c4", FakeBank.CONSENT_ID, FakeBank.ACCOUNT, CLOSED)));
    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));

    assertThat(view().accounts()).isEmpty();
    assertThat(view().totals()).isEmpty();
    assertThat(bank.dataCalls).hasValue(0);
    assertThat(bankView().state()).isEqualTo(State.CONNECTED);
    assertThat(browser.get("/", Optional.empty()).body())
        .contains("“Current” was closed at the bank and is no longer shown.");
  }

  private Event update(String type, String id) {
    String link = bank.issuer() + "/" + id;
    return new Event.ResourceUpdate(
        new ResourceSubject(id, type, List.of(new ResourceLink("v4.0", link))));
  }
}
