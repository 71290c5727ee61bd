package dev.tidings.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.AggregatorClient;
import dev.tidings.acceptance.system.Http;
import dev.tidings.jose.SigningKey;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A page of the aggregator or of a bank: every one is in {@link #ALL}, and only there.
 *
 * @param name of the page, and of its pictures
 * @param pictured whether the documentation shows it
 * @param way how a new visitor comes to see it
 */
record Screen(String name, boolean pictured, Way way) {

  /** Goes there as the demo's customer, and ends when the page shows what it is there for. */
  interface Way {
    void open(Page page, URI aggregator, URI bank);
  }

  static final List<Screen> ALL =
      List.of(
          aggregator("overview", "/", "#net-worth canvas"),
          aggregator("transactions", "/transactions", "[data-transaction]"),
          aggregator("insights", "/insights", "#spending .categories"),
          aggregator("connections", "/connections", "[data-state=CONNECTED]"),
          aggregator("calls", "/meter", "#calls-chart canvas"),
          new Screen("graphql", true, Screen::graphQl),
          new Screen("not-found", false, Screen::notFound),
          new Screen("bank-sign-in", true, Screen::signIn),
          new Screen("bank-consent", true, Screen::consent),
          new Screen("bank-identity", false, Screen::identity),
          new Screen("bank-dashboard", true, Screen::dashboard),
          new Screen("bank-stop", false, Screen::stop),
          new Screen("bank-alerts", false, Screen::alerts),
          bank("bank-events", true, "/console/events", ".change"),
          new Screen("bank-event", true, Screen::event),
          new Screen("bank-docs", false, Screen::docs),
          bank("bank-problem", false, "/authorize", "#problem"));

  @Override
  public String toString() {
    return name;
  }

  private static Screen aggregator(String name, String path, String shown) {
    return new Screen(
        name,
        true,
        (page, aggregator, bank) -> {
          page.navigate(aggregator + path);
          assertThat(page.locator(shown).first()).isVisible();
          assertThat(page.locator("#connection")).hasText("Live");
        });
  }

  private static Screen bank(String name, boolean pictured, String path, String shown) {
    return new Screen(
        name,
        pictured,
        (page, aggregator, bank) -> {
          page.navigate(bank + path);
          assertThat(page.locator(shown).first()).isVisible();
        });
  }

  private static void notFound(Page page, URI aggregator, URI bank) {
    page.navigate(aggregator + "/nowhere");
    assertThat(page.locator(".lost")).isVisible();
  }

  private static void signIn(Page page, URI aggregator, URI bank) {
    page.navigate(aggregator + "/connect?bank=" + AggregatorClient.bankId(bank));
    assertThat(page.locator("#customer-" + Demo.CUSTOMER)).isVisible();
  }

  private static void consent(Page page, URI aggregator, URI bank) {
    signIn(page, aggregator, bank);
    page.locator("#customer-" + Demo.CUSTOMER).click();
    assertThat(page.locator("#approve")).isVisible();
  }

  /** An application that wants to know who somebody is, and to read nothing. */
  private static void identity(Page page, URI aggregator, URI bank) {
    String clientId =
        new Http()
            .post(
                bank.resolve("/register"),
                Map.of(
                    "client_name", "Known Money",
                    "redirect_uris", List.of("https://app.example/back"),
                    "token_endpoint_auth_method", "private_key_jwt",
                    "scope", "openid profile",
                    "jwks", SigningKey.generate().publicKeys().toJSONObject(true)))
            .expect(201)
            .json()
            .path("client_id")
            .asText();
    page.navigate(
        bank
            + "/authorize?response_type=code&scope=openid%20profile&state=s&code_challenge_method=S256"
            + "&code_challenge="
            + "c".repeat(43)
            + "&redirect_uri=https%3A%2F%2Fapp.example%2Fback&client_id="
            + clientId);
    page.locator("#customer-" + Demo.CUSTOMER).click();
    assertThat(page.locator("#approve")).hasText("Continue");
  }

  private static void dashboard(Page page, URI aggregator, URI bank) {
    page.navigate(bank + "/console/consents");
    page.locator("#customer-" + Demo.CUSTOMER).click();
    assertThat(page.locator("[id^=consent-]").first()).isVisible();
  }

  private static void stop(Page page, URI aggregator, URI bank) {
    dashboard(page, aggregator, bank);
    page.locator("[id^=revoke-]").first().click();
    assertThat(page.locator("#stop")).isVisible();
  }

  private static void graphQl(Page page, URI aggregator, URI bank) {
    page.navigate(aggregator + "/graphql");
    page.locator("#run").click();
    assertThat(page.locator("#answer")).containsText("\"data\"");
  }

  private static void alerts(Page page, URI aggregator, URI bank) {
    dashboard(page, aggregator, bank);
    page.navigate(bank + "/console/alerts");
    assertThat(page.locator("#low_balance")).isVisible();
  }

  private static void docs(Page page, URI aggregator, URI bank) {
    page.navigate(bank + "/docs");
    page.locator("#operations-tag-Account_information").click();
    assertThat(page.locator(".opblock-delete")).isVisible();
    assertThat(page.locator("#servers")).hasAttribute("aria-label", "Server");
  }

  private static void event(Page page, URI aggregator, URI bank) {
    page.navigate(bank + "/console/events");
    page.locator(".change").first().click();
    assertThat(page.locator("#entry")).isVisible();
  }
}
