package dev.tidings.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.AggregatorClient;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.BankClient.LedgerAccount;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.openbanking.Money;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The customer's way in a real browser: connect, consent, refuse, and see a change arrive. */
class PageIT {

  @TempDir Path data;
  private Demo demo;
  private Browser browser;

  @BeforeEach
  void start() {
    demo = new Demo(Installation.find(), data, Demo.Ports.free(), "off");
    demo.startPrograms();
    browser = new Browser();
  }

  @AfterEach
  void stop() {
    browser.close();
    demo.close();
  }

  @Test
  void the_customer_approves_one_account_and_sees_its_balance_change_live() {
    BankClient bank = demo.banks().getFirst();
    List<LedgerAccount> held = bank.accountsOf(bank.customerId("amelia"));
    LedgerAccount chosen = held.getFirst();
    Page page = browser.newVisitor();

    askForConsent(page, bank, "amelia");
    held.stream()
        .skip(1)
        .forEach(account -> page.locator("#account-" + account.accountId()).uncheck());
    page.locator("#approve").click();

    assertThat(page).hasURL(demo.aggregator().address() + "/");
    assertThat(page.locator("[data-balance]")).hasCount(1);
    assertThat(page.locator("#account-" + chosen.accountId()))
        .hasAttribute("data-balance", chosen.available().decimal());

    bank.post(
        chosen.accountId(),
        new Money(-1240, chosen.available().currency()),
        "Coffee & <b>cake</b>");

    Money after = chosen.available().plus(new Money(-1240, chosen.available().currency()));
    assertThat(page.locator("#account-" + chosen.accountId()))
        .hasAttribute("data-balance", after.decimal());
    assertThat(page.locator("#transactions")).containsText("Coffee & <b>cake</b>");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void the_customer_refuses_and_the_aggregator_says_so_and_reads_nothing() {
    BankClient bank = demo.banks().getLast();
    Page page = browser.newVisitor();

    askForConsent(page, bank, "noah");
    page.locator("#refuse").click();

    assertThat(page).hasURL(demo.aggregator().address() + "/");
    assertThat(page.locator("#connect-" + AggregatorClient.bankId(bank.address()))).isVisible();
    assertThat(page.locator("[data-balance]")).hasCount(0);
    assertThat(demo.aggregator().meter().apiCalls()).isZero();
    assertThat(browser.complaints()).isEmpty();
  }

  private void askForConsent(Page page, BankClient bank, String customer) {
    page.navigate(demo.aggregator().address() + "/");
    page.locator("#connect-" + AggregatorClient.bankId(bank.address())).click();
    page.locator("#customer-" + customer).click();
    assertThat(page.locator("#approve")).isVisible();
  }
}
