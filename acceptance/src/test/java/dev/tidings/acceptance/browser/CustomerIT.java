package dev.tidings.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.AggregatorClient;
import dev.tidings.acceptance.system.Await;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.BankClient.LedgerAccount;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.openbanking.Money;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a customer does on the pages of one running demo: connect, consent, refuse, search, choose
 * how events come, take back, renew; and changes arrive while they look.
 */
@TestInstance(Lifecycle.PER_CLASS)
class CustomerIT {

  private static final Duration READ_WITHIN = Duration.ofSeconds(30);

  private final Browser browser = new Browser();
  private @Nullable Demo started;
  private Page page;

  @BeforeAll
  void start(@TempDir Path data) {
    started = new Demo(Installation.find(), data, Demo.Ports.free(), "off");
    started.startPrograms();
  }

  @BeforeEach
  void visit() {
    page = browser.newVisitor();
  }

  @AfterEach
  void nothingWentWrong() {
    page.context().close();
    assertThat(browser.complaints()).isEmpty();
  }

  @AfterAll
  void stop() {
    browser.close();
    if (started != null) {
      started.close();
    }
  }

  @Test
  void the_customer_approves_one_account_and_sees_its_balance_change_live() {
    List<LedgerAccount> held = alder().accountsOf(alder().customerId("amelia"));
    LedgerAccount chosen = everyday();

    askForConsent(alder(), "noah");
    page.locator("#sign-out").click();
    assertThat(page.locator("#customer-noah")).isVisible();
    askForConsent(alder(), "amelia");
    held.stream()
        .filter(account -> !account.accountId().equals(chosen.accountId()))
        .forEach(account -> page.locator("#account-" + account.accountId()).uncheck());
    page.locator("#approve").click();

    assertThat(page).hasURL(address("/"));
    assertThat(page.locator("[data-balance]")).hasCount(1);
    Locator balance = page.locator("#account-" + chosen.accountId());
    assertThat(balance).hasAttribute("data-balance", chosen.available().decimal());
    live();

    pay(chosen, 1240, "Coffee & <b>cake</b>");

    assertThat(balance).hasAttribute("data-balance", less(chosen, 1240).decimal());
    assertThat(page.locator("#transactions")).containsText("Coffee & <b>cake</b>");
    assertThat(page.locator("#news")).containsText("−£12.40 at Alder Bank");
    assertThat(page.locator("#last-change")).containsText("ms after it happened");
  }

  @Test
  void the_customer_refuses_and_the_aggregator_says_so_and_reads_nothing() {
    BankClient birch = demo().banks().getLast();
    settled();
    long callsBefore = demo().aggregator().meter().apiCalls();

    askForConsent(birch, "noah");
    page.locator("#refuse").click();

    assertThat(page).hasURL(address("/"));
    assertThat(page.locator("#bank-" + AggregatorClient.bankId(birch.address())))
        .containsText("You did not agree at the bank");
    assertThat(page.locator("#connect-" + AggregatorClient.bankId(birch.address()))).isVisible();
    assertThat(demo().aggregator().meter().apiCalls()).isEqualTo(callsBefore);
  }

  @Test
  void transactions_are_searched_and_filtered_and_a_new_one_appears_by_itself() {
    LedgerAccount account = connected();
    pay(account, 777, "Zebra crossing tolls");
    shows(less(account, 777), account);

    page.navigate(address("/transactions"));
    live();
    page.locator("#q").fill("zebra");
    assertThat(page.locator("#found")).containsText(Pattern.compile("\\b1 transaction\\b"));
    assertThat(page.locator("[data-transaction]")).hasCount(1);
    assertThat(page.locator("[data-transaction]")).containsText("Zebra crossing tolls");
    assertThat(page).hasURL(Pattern.compile(".*[?&]q=zebra.*"));

    pay(account, 778, "Zebra crossing tolls");
    assertThat(page.locator("[data-transaction]")).hasCount(2);

    page.getByText("Filters").click();
    page.locator("#direction").selectOption("in");
    assertThat(page.locator("[data-transaction]")).hasCount(0);
    page.getByText("Show all").click();
    assertThat(page).hasURL(address("/transactions"));
    int first = page.locator("[data-transaction]").count();
    page.getByText("Show older").click();
    assertThat(page.locator(".older").first()).isVisible();
    assertThat(page.locator("[data-transaction]").count()).isGreaterThan(first);
  }

  @Test
  void what_the_customer_has_opened_stays_open_when_a_change_arrives() {
    LedgerAccount account = connected();
    page.navigate(address("/insights"));
    live();
    page.getByText("How this was worked out").click();
    assertThat(page.locator(".how")).isVisible();

    pay(account, 250, "Newspaper");

    assertThat(page.locator("#news")).containsText("Newspaper");
    assertThat(page.locator(".how")).isVisible();
  }

  @Test
  void events_are_pushed_or_fetched_as_the_customer_chooses_and_sharing_stops_and_begins_again() {
    LedgerAccount account = connected();
    page.navigate(address("/connections"));
    Locator card = page.locator("#connection-" + AggregatorClient.bankId(alder().address()));

    card.getByText("We wait at the bank").click();
    assertThat(card).hasAttribute("data-channel", "POLL");
    live();
    pay(account, 310, "Bus");
    assertThat(page.locator("#news")).containsText("Bus");
    assertThat(card).containsText(Pattern.compile("[1-9]\\d* fetched by"));
    card.getByText("The bank calls us").click();
    assertThat(card).hasAttribute("data-channel", "PUSH");

    card.getByText("Stop sharing…").click();
    card.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Stop sharing")).click();
    assertThat(card).hasAttribute("data-state", "REVOKED");
    assertThat(card).containsText("You ended the sharing here");

    card.getByText("Connect again").click();
    page.locator("#customer-amelia").click();
    page.locator("#approve").click();
    assertThat(page.locator("#bank-" + AggregatorClient.bankId(alder().address())))
        .hasAttribute("data-state", "CONNECTED");
  }

  @Test
  void what_was_taken_back_at_the_bank_is_said_at_once_and_renewed_with_one_click() {
    connected();
    String bankId = AggregatorClient.bankId(alder().address());
    page.navigate(address("/"));
    live();

    alder().revoke(demo().aggregator().consentId(bankId));

    assertThat(page.locator("#bank-" + bankId)).hasAttribute("data-state", "REVOKED");
    page.locator("#connect-" + bankId).click();
    page.locator("#customer-amelia").click();
    page.locator("#approve").click();
    assertThat(page.locator("#bank-" + bankId)).hasAttribute("data-state", "CONNECTED");
  }

  @Test
  void the_meter_counts_what_the_customer_sees_happen() {
    LedgerAccount account = connected();
    page.navigate(address("/meter"));
    live();
    Locator made = page.locator("#cost-EVENTS td").first();
    int before = Integer.parseInt(made.textContent().replace(",", ""));

    pay(account, 1, "Tea");

    assertThat(made).hasText(String.valueOf(before + 2));
    assertThat(page.locator("#calls-chart canvas")).isVisible();
  }

  @Test
  void whoever_builds_a_front_end_tries_graphql_and_watches_a_change() {
    LedgerAccount account = connected();
    page.navigate(address("/graphql"));
    page.locator("#run").click();
    assertThat(page.locator("#answer")).containsText("\"name\": \"Alder Bank\"");

    page.getByText("Watch changes").click();
    page.locator("#run").click();
    assertThat(page.locator("#stop")).isVisible();
    pay(account, 1, "<b>Tea</b>");
    assertThat(page.locator("#answer")).containsText("\"viewAfterMs\"");
    page.locator("#stop").click();
    assertThat(page.locator("#answer-state")).hasText("Stopped.");
  }

  @Test
  void the_keyboard_alone_leads_past_the_head_to_the_content() {
    page.navigate(address("/"));
    page.keyboard().press("Tab");
    assertThat(page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Skip to the content")))
        .isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#main")).isFocused();
  }

  private void askForConsent(BankClient bank, String customer) {
    page.navigate(address("/connect?bank=" + AggregatorClient.bankId(bank.address())));
    page.locator("#customer-" + customer).click();
    assertThat(page.locator("#approve")).isVisible();
  }

  /** Amelia's everyday account at Alder Bank, which the aggregator has read and hears of. */
  private LedgerAccount connected() {
    demo().aggregator().connect(alder(), "amelia");
    settled();
    return everyday();
  }

  private LedgerAccount everyday() {
    return alder().accountsOf(alder().customerId("amelia")).stream()
        .filter(account -> account.name().equals("Everyday"))
        .findFirst()
        .orElseThrow();
  }

  private void settled() {
    assertThat(Await.within(READ_WITHIN, () -> demo().aggregator().isSettled())).isTrue();
  }

  private void shows(Money balance, LedgerAccount account) {
    assertThat(
            Await.within(
                READ_WITHIN,
                () -> balance.equals(demo().aggregator().balances().get(account.accountId()))))
        .isTrue();
  }

  /** From then on the page is told of each change; before, some may happen unheard. */
  private void live() {
    assertThat(page.locator("#connection")).hasText("Live");
  }

  private void pay(LedgerAccount account, int minor, String description) {
    alder()
        .post(account.accountId(), new Money(-minor, account.available().currency()), description);
  }

  private static Money less(LedgerAccount account, int minor) {
    return account.available().plus(new Money(-minor, account.available().currency()));
  }

  private BankClient alder() {
    return demo().banks().getFirst();
  }

  private String address(String path) {
    return demo().aggregator().address() + path;
  }

  private Demo demo() {
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }
}
