package dev.tidings.acceptance.browser;

import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.Await;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.openbanking.Money;
import java.time.Duration;
import java.util.List;

/** A morning of the demo's customer, always the same, so that pages have something to tell. */
final class Morning {

  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(20);

  /**
   * Something that the customer did.
   *
   * @param bank place in the demo's list
   * @param account place among the customer's accounts there
   */
  private record Act(int bank, int account, int pence, String words) {}

  private static final List<Act> ACTS =
      List.of(
          new Act(0, 0, -320, "Corner Bakery"),
          new Act(1, 0, -4215, "Green Basket Groceries"),
          new Act(0, 0, -1240, "Lunch at The Quay"),
          new Act(1, 0, -289, "Harbour Bus"),
          new Act(0, 0, 2500, "Dinner, thanks! Priya"));

  private Morning() {}

  /** Ends when the aggregator shows all of it. */
  static void passes(Demo demo) {
    long before = demo.aggregator().meter().eventsReceived();
    for (Act act : ACTS) {
      BankClient bank = demo.banks().get(act.bank());
      var account = bank.accountsOf(bank.customerId(Demo.CUSTOMER)).get(act.account());
      bank.post(
          account.accountId(),
          new Money(act.pence(), account.available().currency()),
          act.words());
    }
    boolean shown =
        Await.within(
            SHOWN_WITHIN,
            () ->
                demo.aggregator().meter().eventsReceived() - before >= ACTS.size()
                    && demo.aggregator().isSettled());
    if (!shown) {
      throw new IllegalStateException("the aggregator does not show what happened");
    }
  }
}
