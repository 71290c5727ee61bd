package dev.tidings.acceptance.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.acceptance.system.AggregatorClient;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.BankClient.LedgerAccount;
import dev.tidings.openbanking.Money;
import java.util.List;
import java.util.Map;

/** A day of the demo's customer, always the same: what happens, and what is to be seen of it. */
public final class Story {

  private static final String PAID_INTO = "Everyday";

  private final Demo demo;
  private final BankClient alder;
  private final BankClient birch;

  private Story(Demo demo) {
    this.demo = demo;
    this.alder = demo.banks().getFirst();
    this.birch = demo.banks().getLast();
  }

  static List<Scene> of(Demo demo) {
    return new Story(demo).scenes();
  }

  private List<Scene> scenes() {
    return List.of(
        new Scene(
            "This is all that Amelia has at Alder Bank and at Birch Bank. Nobody asks the banks for news.",
            () -> {},
            () -> isConnected(alder) && isConnected(birch) && demo.aggregator().isSettled()),
        new Scene(
            "It is payday: her salary arrives at Alder Bank. The bank tells us, and only then do we call it.",
            () -> move(alder, 314877, "Wrenfield Publishing", Map.of("kind", "SALARY")),
            () -> isAsInTheLedger(alder)),
        new Scene(
            "The rent leaves the same account.",
            () -> move(alder, -101000, "Larch Row Lettings", Map.of("kind", "STANDING_ORDER")),
            () -> isAsInTheLedger(alder)),
        new Scene(
            "She pays for groceries at Birch Bank by card. It is pending, and the balance says so already.",
            () ->
                move(
                    birch,
                    -4215,
                    "Green Basket Groceries",
                    Map.of("merchantName", "Green Basket Groceries", "status", "PDNG")),
            () -> isAsInTheLedger(birch) && latest().path("pending").asBoolean()),
        new Scene(
            "On Birch Bank's own page she stops our access. The bank says so at once.",
            () -> birch.revoke(demo.aggregator().consentId(bankId(birch))),
            () -> demo.aggregator().state(bankId(birch)).equals("REVOKED")),
        new Scene(
            "Now money moves at Birch Bank, and nobody is told. Our figures stand still, and are marked so.",
            () -> move(birch, -1850, "Harbour Books", Map.of()),
            () -> nobodyWasTold() && !isAsInTheLedger(birch)),
        new Scene(
            "She connects Birch Bank again, with one click and her consent. What we missed is there.",
            () -> demo.aggregator().connect(birch, Demo.CUSTOMER),
            () -> isConnected(birch) && isAsInTheLedger(birch)),
        new Scene(
            "That was the day. Every call was made because she connected, or because an event arrived.",
            () -> {},
            () -> demo.aggregator().isSettled()));
  }

  private void move(BankClient bank, long minor, String description, Map<String, String> more) {
    LedgerAccount account = account(bank);
    bank.post(
        account.accountId(), new Money(minor, account.available().currency()), description, more);
  }

  private boolean isAsInTheLedger(BankClient bank) {
    LedgerAccount account = account(bank);
    return account.available().equals(demo.aggregator().balances().get(account.accountId()));
  }

  private boolean isConnected(BankClient bank) {
    return demo.aggregator().state(bankId(bank)).equals("CONNECTED");
  }

  /** Whether Birch Bank's newest change is decided upon, and nobody hears of it. */
  private boolean nobodyWasTold() {
    JsonNode newest = birch.latestEvent();
    return newest.at("/change/accountId").asText().equals(account(birch).accountId())
        && newest.path("decided").asBoolean()
        && newest.path("told").asInt() == 0;
  }

  private JsonNode latest() {
    return demo.aggregator().view().at("/latestTransactions/0");
  }

  private static LedgerAccount account(BankClient bank) {
    return bank.accountsOf(bank.customerId(Demo.CUSTOMER)).stream()
        .filter(account -> account.name().equals(PAID_INTO))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no account is called " + PAID_INTO));
  }

  private static String bankId(BankClient bank) {
    return AggregatorClient.bankId(bank.address());
  }
}
