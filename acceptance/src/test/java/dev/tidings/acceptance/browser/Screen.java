package dev.tidings.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.AggregatorClient;
import dev.tidings.acceptance.system.BankClient;
import java.util.List;

/**
 * A page of the demo: every one is in {@link #ALL}, and only there.
 *
 * @param name of the page, and of its pictures
 * @param pictured whether the documentation shows it
 * @param way how a new visitor comes to see it
 */
record Screen(String name, boolean pictured, Way way) {

  /** Goes there, and ends when the page shows what it is there for. */
  interface Way {
    void open(Page page, Demo demo);
  }

  static final List<Screen> ALL =
      List.of(
          aggregator("overview", "/", "#net-worth canvas"),
          aggregator("transactions", "/transactions", "[data-transaction]"),
          aggregator("insights", "/insights", "#spending .categories"),
          aggregator("connections", "/connections", "[data-state=CONNECTED]"),
          new Screen("not-found", false, Screen::notFound),
          new Screen("bank-sign-in", true, Screen::signIn),
          new Screen("bank-consent", true, Screen::consent),
          new Screen("bank-dashboard", true, Screen::dashboard),
          new Screen("bank-alerts", false, Screen::alerts),
          bank("bank-events", true, "/console/events", ".change"),
          new Screen("bank-event", true, Screen::event),
          bank("bank-docs", false, "/docs", ".opblock-tag"),
          bank("bank-problem", false, "/authorize", "#problem"));

  @Override
  public String toString() {
    return name;
  }

  private static Screen aggregator(String name, String path, String shown) {
    return new Screen(
        name,
        true,
        (page, demo) -> {
          page.navigate(demo.aggregator().address() + path);
          assertThat(page.locator(shown).first()).isVisible();
          assertThat(page.locator("#connection")).hasText("Live");
        });
  }

  private static Screen bank(String name, boolean pictured, String path, String shown) {
    return new Screen(
        name,
        pictured,
        (page, demo) -> {
          page.navigate(alder(demo) + path);
          assertThat(page.locator(shown).first()).isVisible();
        });
  }

  private static void notFound(Page page, Demo demo) {
    page.navigate(demo.aggregator().address() + "/nowhere");
    assertThat(page.locator(".lost")).isVisible();
  }

  private static void signIn(Page page, Demo demo) {
    BankClient bank = demo.banks().getFirst();
    page.navigate(
        demo.aggregator().address() + "/connect?bank=" + AggregatorClient.bankId(bank.address()));
    assertThat(page.locator("#customer-" + Demo.CUSTOMER)).isVisible();
  }

  private static void consent(Page page, Demo demo) {
    signIn(page, demo);
    page.locator("#customer-" + Demo.CUSTOMER).click();
    assertThat(page.locator("#approve")).isVisible();
  }

  private static void dashboard(Page page, Demo demo) {
    page.navigate(alder(demo) + "/console/consents");
    page.locator("#customer-" + Demo.CUSTOMER).click();
    assertThat(page.locator("[id^=consent-]").first()).isVisible();
  }

  private static void alerts(Page page, Demo demo) {
    dashboard(page, demo);
    page.navigate(alder(demo) + "/console/alerts");
    assertThat(page.locator("#low_balance")).isVisible();
  }

  private static void event(Page page, Demo demo) {
    page.navigate(alder(demo) + "/console/events");
    page.locator(".change").first().click();
    assertThat(page.locator("#entry")).isVisible();
  }

  private static String alder(Demo demo) {
    return demo.banks().getFirst().address().toString();
  }
}
