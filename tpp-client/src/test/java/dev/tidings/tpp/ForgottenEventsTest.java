package dev.tidings.tpp;

import dev.tidings.tpp.support.Await;
import dev.tidings.tpp.support.FakeBank;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ForgottenEventsTest extends AggregatorFixture {

  @Test
  void whatGrewOldWhileWeWereAwayIsForgottenAfterStarting() throws Exception {
    connect();
    browser.push(events.sign(events.change("e1", FakeBank.ACCOUNT)));
    stop();
    clock.pass(Duration.ofDays(101));

    start();

    Await.until("it is forgotten", () -> received() == 0);
  }

  private int received() {
    return aggregator
        .parts()
        .database()
        .read(handle ->
            handle.createQuery("select count(*) from received_event").mapTo(Integer.class).one());
  }
}
