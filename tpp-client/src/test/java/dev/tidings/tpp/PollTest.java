package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.jose.SigningKey;
import dev.tidings.openbanking.Money;
import dev.tidings.tpp.support.Await;
import dev.tidings.tpp.support.Events;
import dev.tidings.tpp.support.FakeBank;
import dev.tidings.tpp.view.EventChannel;
import dev.tidings.tpp.view.EventChannel.Way;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PollTest extends AggregatorFixture {

  @Test
  void aBankThatIsPolledIsToldToKeepItsEventsAndTheyAreFetched() throws Exception {
    connect();

    assertThat(channel("poll").statusCode()).isEqualTo(204);

    assertThat(Objects.requireNonNull(bank.subscription).has("CallbackUrl")).isFalse();
    bank.balance = "50.00";
    bank.queue("e1", events.sign(events.change("e1", FakeBank.ACCOUNT)));
    Await.until("it shows", () -> new Money(50_00, "GBP").equals(account().balance()));
    Await.until("it is acknowledged", () -> bank.waiting.isEmpty());
    assertThat(account().lastEventId()).isEqualTo("e1");
    assertThat(bank.dataCalls).hasValue(2);
    assertThat(heard().way()).isEqualTo(Way.POLL);
    assertThat(heard().polled()).isEqualTo(1);
    assertThat(heard().missed()).isZero();
    assertThat(meter().eventsReceived()).isEqualTo(1);
  }

  @Test
  void backToPushTheBankIsGivenOurEndpointAgain() throws Exception {
    connect();
    channel("poll");

    assertThat(channel("push").statusCode()).isEqualTo(204);

    assertThat(Objects.requireNonNull(bank.subscription).path("CallbackUrl").asText())
        .endsWith("/open-banking/v4.0/event-notifications");
    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));
    Await.until("it is answered", () -> "e1".equals(account().lastEventId()));
    assertThat(heard().pushed()).isEqualTo(1);
    assertThat(heard().isCallbackFailing()).isFalse();
  }

  @Test
  void whatTheBankCouldNotBringWhileWeWereAwayIsFetchedOnStarting() throws Exception {
    connect();
    stop();
    bank.balance = "42.00";
    bank.queue("e1", events.sign(events.change("e1", FakeBank.ACCOUNT)));

    start();

    Await.until("it shows", () -> new Money(42_00, "GBP").equals(account().balance()));
    Await.until("it is acknowledged", () -> bank.waiting.isEmpty());
    assertThat(heard().missed()).isEqualTo(1);
    assertThat(heard().isCallbackFailing()).isTrue();
  }

  @Test
  void aVersionThatJumpsIsAReasonToFetchWhatIsMissing() throws Exception {
    connect();
    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT, 1)));
    browser.push(events.sign(events.change("e2", FakeBank.ACCOUNT, 2)));
    Await.until("both are answered", () -> "e2".equals(account().lastEventId()));
    assertThat(bank.polls).isEmpty();
    bank.queue("e3", events.sign(events.revoked("e3", "another-consent")));

    browser.push(events.sign(events.change("e5", FakeBank.ACCOUNT, 5)));

    Await.until("the missing one is fetched", () -> bank.waiting.isEmpty());
    assertThat(heard().gaps()).isEqualTo(1);
    assertThat(heard().missed()).isEqualTo(1);
    assertThat(meter().eventsReceived()).isEqualTo(4);
  }

  @Test
  void aRepeatOnTheOtherWayMakesNoCallAndIsAcknowledged() throws Exception {
    connect();
    String set = events.sign(events.change("e1", FakeBank.ACCOUNT));
    browser.push(set);
    Await.until("it is answered", () -> "e1".equals(account().lastEventId()));
    bank.dataCalls.set(0);
    bank.queue("e1", set);

    aggregator.parts().polling().catchUp(bank.bankId());

    Await.until("it is acknowledged", () -> bank.waiting.isEmpty());
    assertThat(meter().duplicates()).isEqualTo(1);
    assertThat(bank.dataCalls).hasValue(0);
    assertThat(heard().missed()).isZero();
  }

  @Test
  void whatIsForgedIsRefusedToTheBankAndHasNoEffect() throws Exception {
    connect();
    bank.queue("f1", Events.sign(events.change("f1", FakeBank.ACCOUNT), SigningKey.generate()));
    bank.queue("f2", "<script>not.a.set</script>");
    bank.queue("g1", events.sign(events.change("g1", FakeBank.ACCOUNT)));

    aggregator.parts().polling().catchUp(bank.bankId());

    Await.until("all are answered", () -> bank.waiting.isEmpty());
    JsonNode said = bank.polls.stream().reduce((first, last) -> last).orElseThrow();
    assertThat(said.at("/setErrs/f1/err").asText()).isEqualTo("invalid_key");
    assertThat(said.at("/setErrs/f2/err").asText()).isEqualTo("invalid_request");
    assertThat(said.at("/setErrs/f2/description").asText()).isNotBlank();
    assertThat(said.at("/ack/0").asText()).isEqualTo("g1");
    assertThat(meter().eventsRejected()).isEqualTo(2);
    assertThat(meter().eventsReceived()).isEqualTo(1);
    assertThat(heard().refused()).isEqualTo(2);
  }

  @Test
  void whatCannotBeJudgedNowIsNeitherAcknowledgedNorRefused() throws Exception {
    connect();
    bank.keysDown = true;
    bank.queue("e1", events.sign(events.change("e1", FakeBank.ACCOUNT)));

    aggregator.parts().polling().catchUp(bank.bankId());

    Await.until("the failure shows", () -> heard().pollFailure() != null);
    assertThat(heard().pollFailure()).contains("keys cannot be read");
    assertThat(bank.waiting).containsKey("e1");
    assertThat(meter().eventsRejected()).isZero();
  }

  @Test
  void aBankThatKeepsNoPollWaitingIsLeftAloneForAWhile() throws Exception {
    connect();
    bank.keepsWaiting = false;
    long begunNs = System.nanoTime();

    channel("poll");

    Await.until("it is asked four times", () -> longPolls() >= 4);
    Duration took = Duration.ofNanos(System.nanoTime() - begunNs);
    assertThat(took).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    bank.queue("e1", events.sign(events.change("e1", FakeBank.ACCOUNT)));
    Await.until("it is answered", () -> "e1".equals(account().lastEventId()));
  }

  @Test
  void aBankThatGivesTheSameAgainWhateverWeSayIsLeftAloneToo() throws Exception {
    connect();
    bank.forgetsAcknowledgements = true;
    bank.queue("e1", events.sign(events.change("e1", FakeBank.ACCOUNT)));
    long begunNs = System.nanoTime();

    channel("poll");

    Await.until("it is asked four times", () -> longPolls() >= 4);
    Duration took = Duration.ofNanos(System.nanoTime() - begunNs);
    assertThat(took).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(bank.polls).hasSizeLessThan(10);
  }

  @Test
  void whatCannotBeStoredNowIsGivenAgainAndStoredThen() throws Exception {
    connect();
    channel("poll");
    sql("alter table received_event rename to away");
    bank.queue("e1", events.sign(events.change("e1", FakeBank.ACCOUNT)));
    Await.until("the failure shows", () -> heard().pollFailure() != null);
    assertThat(heard().pollFailure()).contains("our own failure");
    assertThat(bank.waiting).containsKey("e1");

    sql("alter table away rename to received_event");

    Await.until("it is answered", () -> "e1".equals(account().lastEventId()));
    Await.until("it is acknowledged", () -> bank.waiting.isEmpty());
    assertThat(meter().eventsRejected()).isZero();
  }

  @Test
  void whatWasStoredBesideItHasItsEffectAtOnce() throws Exception {
    connect();
    sql("alter table received_event add constraint unlucky check (jti <> 'e2')");
    for (String jti : List.of("e1", "e2", "e3")) {
      bank.queue(jti, events.sign(events.change(jti, FakeBank.ACCOUNT)));
    }

    channel("poll");

    Await.until("the last is answered", () -> "e3".equals(account().lastEventId()));
    Await.until("they are acknowledged", () -> bank.waiting.keySet().equals(Set.of("e2")));
  }

  @Test
  void aFailureOfOurOwnEndsNoPolling() throws Exception {
    connect();
    channel("poll");
    bank.queue("e1", events.sign(events.change("e1", FakeBank.ACCOUNT)));
    Await.until("it is acknowledged", () -> bank.waiting.isEmpty());
    long polls = heard().polls();
    sql("alter table event_channel add constraint no_more check (polls <= " + polls + ")");
    int said = bank.polls.size();
    bank.queue("e2", events.sign(events.change("e2", FakeBank.ACCOUNT)));
    Await.until("it goes on", () -> bank.polls.size() >= said + 2);

    sql("alter table event_channel drop constraint no_more");
    bank.queue("e3", events.sign(events.change("e3", FakeBank.ACCOUNT)));

    Await.until("it is answered", () -> "e3".equals(account().lastEventId()));
    Await.until("it is counted", () -> heard().polls() > polls);
  }

  @Test
  void aBankThatDoesNotAgreeChangesNothing() throws Exception {
    connect();
    bank.down = true;

    assertThat(channel("poll").statusCode()).isEqualTo(502);

    assertThat(heard().way()).isEqualTo(Way.PUSH);
  }

  private HttpResponse<String> channel(String way) throws Exception {
    return browser.post("/api/connections/" + bank.bankId() + "/channel", "channel=" + way);
  }

  private long longPolls() {
    return bank.polls.stream().filter(said -> !said.path("returnImmediately").asBoolean()).count();
  }

  private void sql(String statement) {
    aggregator.parts().database().useTransaction(unit -> unit.handle().execute(statement));
  }

  private EventChannel heard() {
    return aggregator.parts().channels().of(bank.bankId());
  }
}
