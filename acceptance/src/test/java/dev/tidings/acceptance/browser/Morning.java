package dev.tidings.acceptance.browser;

import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.Await;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.BankClient.LedgerAccount;
import dev.tidings.openbanking.Money;
import java.time.Duration;
import java.util.List;

/** A morning of the demo's customer, always the same, so that pages have something to tell. */
final class Morning {

  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(60);

  /**
   * Something that the customer did.
   *
   * @param bank place in the demo's list
   */
  private record Act(int bank, String account, int pence, String words) {}

  private static final List<Act> ACTS =
      List.of(
          new Act(0, "Everyday", -320, "Corner Bakery"),
          new Act(1, "Everyday", -4215, "Green Basket Groceries"),
          new Act(0, "Credit card", -1240, "Lunch at The Quay"),
          new Act(1, "Credit card", -289, "Harbour Bus"),
          new Act(0, "Everyday", 2500, "Dinner, thanks! Priya"));

  private Morning() {}

  /** Ends when the aggregator shows all of it. */
  static void passes(Demo demo) {
    ACTS.forEach(act -> happens(demo, act));
  }

  private static void happens(Demo demo, Act act) {
    BankClient bank = demo.banks().get(act.bank());
    LedgerAccount account = account(bank, act.account());
    bank.post(
        account.accountId(), new Money(act.pence(), account.available().currency()), act.words());
    Money after = account(bank, act.account()).available();
    if (!Await.within(
        SHOWN_WITHIN, () -> after.equals(demo.aggregator().balances().get(account.accountId())))) {
      throw new IllegalStateException("the aggregator does not show " + act);
    }
  }

  private static LedgerAccount account(BankClient bank, String name) {
    return bank.accountsOf(bank.customerId(Demo.CUSTOMER)).stream()
        .filter(account -> account.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
