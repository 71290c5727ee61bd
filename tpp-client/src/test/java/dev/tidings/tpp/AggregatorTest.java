package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.openbanking.Money;
import dev.tidings.securityevent.SecurityEvent;
import dev.tidings.tpp.meter.Approach;
import dev.tidings.tpp.meter.MeterReading.Cost;
import dev.tidings.tpp.support.Await;
import dev.tidings.tpp.support.FakeBank;
import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.UnifiedView.AccountView.Status;
import dev.tidings.tpp.view.UnifiedView.BankView.State;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AggregatorTest extends AggregatorFixture {

  @Test
  void connectingReadsEveryAccountOnce() throws Exception {
    connect();

    assertThat(bankView().name()).isEqualTo("Fake Bank");
    assertThat(account().balance()).isEqualTo(new Money(100_00, "GBP"));
    assertThat(view().totals()).containsExactly(new Money(100_00, "GBP"));
    assertThat(meter().apiCalls()).isEqualTo(3);
    assertThat(view().accounts()).singleElement().extracting("lastEventId").isNull();
  }

  @Test
  void anEventMakesTwoCallsAndAChange() throws Exception {
    connect();
    bank.balance = "96.60";
    bank.transactions = List.of(FakeBank.transaction("T1", "BOOK", clock.instant()));

    HttpResponse<String> answer = browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("x-fapi-interaction-id"))
        .hasValue("0d94f4a1-7a2c-4c4e-9c4c-0123456789ab");
    awaitChanges(1);
    assertThat(bank.dataCalls).hasValue(2);
    assertThat(account().balance()).isEqualTo(new Money(96_60, "GBP"));
    assertThat(account().lastEventId()).isEqualTo("e1");
    Change change = aggregator.parts().views().recentChanges(1).getFirst();
    assertThat(change.before()).isEqualTo(new Money(100_00, "GBP"));
    assertThat(change.after()).isEqualTo(new Money(96_60, "GBP"));
    assertThat(change.description()).isEqualTo("Coffee");
    assertThat(change.sequence()).isEqualTo(1);
  }

  @Test
  void theMeterTellsCallsBytesAndStalenessOfWhatAnEventBroughtAbout() throws Exception {
    connect();
    long before = meter().banks().getFirst().bytes();
    clock.pass(Duration.ofSeconds(1));
    SecurityEvent change = events.change("e1", FakeBank.ACCOUNT);
    String set = events.sign(change);
    clock.pass(Duration.ofMillis(40));

    browser.push(set);

    awaitChanges(1);
    Cost cost = meter().of(Approach.EVENTS);
    assertThat(cost.calls()).isEqualTo(bank.dataCalls.get());
    assertThat(cost.staleMeanMs()).isEqualTo(40);
    assertThat(cost.bytes())
        .isEqualTo(set.length() + meter().banks().getFirst().bytes() - before)
        .isGreaterThan(set.length() + 200);
    assertThat(meter().of(Approach.EVERY_MINUTE).staleMeanMs()).isEqualTo(59_000);
  }

  @Test
  void aPendingTransactionIsReplacedByTheBookedOne() throws Exception {
    connect();
    bank.transactions = List.of(FakeBank.transaction("T1", "PDNG", clock.instant()));
    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));
    awaitChanges(1);
    assertThat(view().latestTransactions()).singleElement().extracting("pending").isEqualTo(true);

    bank.transactions = List.of(FakeBank.transaction("T2", "BOOK", clock.instant()));
    browser.push(events.sign(events.change("e2", FakeBank.ACCOUNT)));
    awaitChanges(2);

    assertThat(view().latestTransactions()).singleElement().extracting("pending").isEqualTo(false);
  }

  @Test
  void aRepeatIsAnsweredAndMakesNoCall() throws Exception {
    connect();
    String set = events.sign(events.change("e1", FakeBank.ACCOUNT));
    browser.push(set);
    awaitChanges(1);
    bank.dataCalls.set(0);

    assertThat(browser.push(set).statusCode()).isEqualTo(202);

    assertThat(meter().duplicates()).isEqualTo(1);
    assertThat(meter().eventsReceived()).isEqualTo(1);
    assertThat(bank.dataCalls).hasValue(0);
  }

  @Test
  void whatArrivesWhileARefreshRunsIsAnsweredByOneMore() throws Exception {
    connect();
    CountDownLatch gate = new CountDownLatch(1);
    bank.gate = gate;
    browser.push(events.sign(events.change("e0", FakeBank.ACCOUNT)));
    Await.until("the first call waits", () -> bank.dataCalls.get() == 1);
    for (int i = 1; i <= 20; i++) {
      browser.push(events.sign(events.change("e" + i, FakeBank.ACCOUNT)));
    }
    assertThat(account().status()).isEqualTo(Status.REFRESHING);
    gate.countDown();

    awaitChanges(2);
    awaitStatus(Status.CURRENT);
    assertThat(bank.dataCalls).hasValue(4);
    assertThat(account().lastEventId()).isEqualTo("e20");
    Change change = aggregator.parts().views().recentChanges(1).getFirst();
    assertThat(change.events()).isEqualTo(20);
  }

  @Test
  void anEventWhoseChangeIsAlreadyShownMakesNoCall() throws Exception {
    connect();
    SecurityEvent older = events.change("e1", FakeBank.ACCOUNT);
    clock.pass(Duration.ofSeconds(1));
    browser.push(events.sign(events.change("e2", FakeBank.ACCOUNT)));
    awaitChanges(1);
    awaitStatus(Status.CURRENT);
    bank.dataCalls.set(0);

    assertThat(browser.push(events.sign(older)).statusCode()).isEqualTo(202);

    Await.until("the event is answered", () -> "e1".equals(account().lastEventId()));
    awaitStatus(Status.CURRENT);
    assertThat(meter().eventsReceived()).isEqualTo(2);
    assertThat(bank.dataCalls).hasValue(0);
  }

  @Test
  void anUnknownAccountIsStoredAndMakesNoCall() throws Exception {
    connect();

    assertThat(browser.push(events.sign(events.change("e1", "other"))).statusCode()).isEqualTo(202);

    assertThat(meter().eventsReceived()).isEqualTo(1);
    assertThat(bank.dataCalls).hasValue(0);
    assertThat(account().status()).isEqualTo(Status.CURRENT);
  }

  @Test
  void aRevocationEndsTheConnectionAndLaterEventsMakeNoCall() throws Exception {
    connect();

    browser.push(events.sign(events.revoked("e1", FakeBank.CONSENT_ID)));
    browser.push(events.sign(events.change("e2", FakeBank.ACCOUNT)));

    assertThat(bankView().state()).isEqualTo(State.REVOKED);
    assertThat(account().status()).isEqualTo(Status.REVOKED);
    assertThat(view().totals()).isEmpty();
    assertThat(bank.dataCalls).hasValue(0);
  }

  @Test
  void anExpiredAccessTokenIsRenewedOnceForBothCalls() throws Exception {
    connect();
    clock.pass(Duration.ofMinutes(11));
    assertThat(bank.refreshGrants).hasValue(0);

    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));
    awaitChanges(1);

    assertThat(bank.refreshGrants).hasValue(1);
  }

  @Test
  void aRefreshTokenThatIsNoLongerGoodIsAVisibleState() throws Exception {
    connect();
    clock.pass(Duration.ofDays(91));
    bank.grantInvalid = true;

    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));

    awaitStatus(Status.EXPIRED);
    assertThat(bankView().state()).isEqualTo(State.EXPIRED);
  }

  @Test
  void aConsentThatTheBankSaysIsOverIsAVisibleState() throws Exception {
    connect();
    bank.forbidden = "U009";

    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));

    awaitStatus(Status.REVOKED);
    assertThat(bankView().state()).isEqualTo(State.REVOKED);
  }

  @Test
  void aBankThatIsDownIsReadWhenItIsBack() throws Exception {
    connect();
    bank.down = true;
    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));
    awaitStatus(Status.STALE);
    assertThat(bankView().state()).isEqualTo(State.UNREACHABLE);
    bank.down = false;
    bank.balance = "5.00";

    clock.pass(Duration.ofSeconds(2));
    aggregator.parts().refreshing().runDue();

    awaitStatus(Status.CURRENT);
    assertThat(account().balance()).isEqualTo(new Money(5_00, "GBP"));
    assertThat(bankView().state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void aRefreshThatWasWantedIsMadeAfterARestart() throws Exception {
    connect();
    bank.down = true;
    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));
    awaitStatus(Status.STALE);
    long calls = meter().apiCalls();
    stop();
    bank.down = false;
    bank.balance = "7.00";
    clock.pass(Duration.ofMinutes(1));

    start();

    awaitStatus(Status.CURRENT);
    assertThat(account().balance()).isEqualTo(new Money(7_00, "GBP"));
    assertThat(meter().apiCalls())
        .as("two, and perhaps one by which the bank tells its nonce anew")
        .isBetween(calls + 2, calls + 3);
  }

  @Test
  void aBankThatIsDownAtFirstIsRegisteredWithLater() throws Exception {
    stop();
    bank.close();
    bank = new FakeBank(clock);
    bank.down = true;
    start();
    Await.until(
        "asked",
        () ->
            view().banks().stream()
                .anyMatch(view -> String.valueOf(view.detail()).contains("503")));
    bank.down = false;

    clock.pass(Duration.ofMinutes(1));
    aggregator.parts().registrar().runDue();

    Await.until(
        "registered",
        () ->
            view().banks().stream()
                .anyMatch(view ->
                    view.bankId().equals(bank.bankId()) && view.state() == State.NOT_CONNECTED));
  }

  @Test
  void idlenessMakesNoCallsAndPollingWouldHave() throws Exception {
    connect();
    int calls = bank.allCalls.get();

    clock.pass(Duration.ofMinutes(10));
    aggregator.parts().refreshing().runDue();
    aggregator.parts().registrar().runDue();

    assertThat(bank.allCalls).hasValue(calls);
    assertThat(meter().apiCallsIfPolled()).isEqualTo(20);
  }

  @Test
  void tokensCannotBeReadInTheDatabaseFile() throws Exception {
    connect();
    stop();
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("secret-access", "secret-refresh");
      }
    }
    start();
  }

  private void awaitChanges(int count) {
    Await.until(
        count + " changes",
        () -> aggregator.parts().views().recentChanges(count + 1).size() == count);
  }
}
