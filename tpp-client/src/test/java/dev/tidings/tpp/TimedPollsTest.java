package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.meter.Approach;
import dev.tidings.tpp.meter.MeterReading.BankCalls;
import dev.tidings.tpp.support.Await;
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

    aggregator.parts().timedPolls().runDue();
    assertThat(bank.dataCalls).as("it is not time yet").hasValue(0);
    clock.pass(INTERVAL);
    aggregator.parts().timedPolls().runDue();

    Await.until("it shows", () -> new Money(96_60, "GBP").equals(account().balance()));
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
      long polls = meter().apiCalls();
      clock.pass(INTERVAL);
      aggregator.parts().timedPolls().runDue();
      Await.until("a poll", () -> meter().apiCalls() >= polls + 2);
    }

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
    aggregator.parts().timedPolls().runDue();
    Await.until("it shows", () -> bankView().state() == State.REVOKED);
    int calls = bank.dataCalls.get();

    clock.pass(INTERVAL);
    aggregator.parts().timedPolls().runDue();

    assertThat(bank.dataCalls).hasValue(calls);
  }
}
