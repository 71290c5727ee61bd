package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.meter.Approach;
import dev.tidings.tpp.meter.MeterReading.BankCalls;
import dev.tidings.tpp.support.FakeBank;
import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.UnifiedView.BankView.State;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An aggregator that asks, to be set beside one that is told. */
final class TimedPollsTest extends AggregatorFixture {

  private static final Duration INTERVAL = Duration.ofHours(1);

  @Override
  @Nullable Duration pollEvery() {
    return INTERVAL;
  }

  @Test
  void eachPollIsOneBulkReadingOfBalancesAndOneOfTransactions() throws Exception {
    connect();
    bank.dataPaths.clear();
    bank.balance = "96.60";
    bank.transactions = List.of(FakeBank.transaction("T1", "BOOK", clock.instant()));

    poll();
    assertThat(bank.dataCalls).as("it is not time yet").hasValue(0);
    clock.pass(INTERVAL);
    poll();

    assertThat(account().balance()).isEqualTo(new Money(96_60, "GBP"));
    assertThat(bank.dataPaths.stream().distinct())
        .containsExactly(
            "/open-banking/v4.0/aisp/balances", "/open-banking/v4.0/aisp/transactions");
    Change change = aggregator.parts().views().recentChanges(1).getFirst();
    assertThat(change.eventId()).isEqualTo(Change.POLLED);
    assertThat(change.description()).isEqualTo("Coffee");
    BankCalls calls = meter().banks().getFirst();
    assertThat(calls.byPolling()).isEqualTo(bank.dataCalls.get());
    assertThat(calls.becauseOfEvents()).isZero();
    assertThat(meter().of(Approach.EVENTS).calls()).isZero();
  }

  @Test
  void aPollThatFindsNothingNewIsNoChange() throws Exception {
    connect();
    for (int i = 1; i <= 2; i++) {
      clock.pass(INTERVAL);
      poll();
    }

    assertThat(bank.dataCalls).as("two polls of two calls").hasValue(4);
    assertThat(aggregator.parts().views().recentChanges(1)).isEmpty();
  }

  @Test
  void itTakesNoSubscriptionAndItsEventsAreNotWanted() throws Exception {
    connect();

    assertThat(bank.subscriptions).hasValue(0);
  }

  @Test
  void aConsentThatIsOverEndsThePolls() throws Exception {
    connect();
    bank.forbidden = "U009";
    clock.pass(INTERVAL);
    poll();
    assertThat(bankView().state()).isEqualTo(State.REVOKED);
    int calls = bank.dataCalls.get();

    clock.pass(INTERVAL);
    poll();

    assertThat(bank.dataCalls).hasValue(calls);
  }

  /** To the end of what is begun, if it is time to. */
  private void poll() {
    aggregator.parts().timedPolls().runDue().join();
  }
}
