package dev.tidings.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.AggregatorClient;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.BankClient.LedgerAccount;
import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import dev.tidings.jose.SigningKeys;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import dev.tidings.securityevent.Event;
import dev.tidings.securityevent.ResourceSubject;
import dev.tidings.securityevent.ResourceSubject.ResourceLink;
import dev.tidings.securityevent.SecurityEvent;
import dev.tidings.securityevent.SetSigner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a bank, an aggregator, a customer, an account, a merchant or an event is called: every
 * page shows it letter by letter, and nothing of it is done. Of a SET only its {@code jti} is ever
 * shown; a bank's own event here has a hostile one, signed with that bank's key.
 */
class HostileTextIT {

  private static final MediaType JWT = MediaType.get("application/jwt");

  /** Later than all versions that the account has had. */
  private static final long LATE_VERSION = 1_000_000;

  @TempDir Path data;
  private final Installation installation = Installation.find();
  private final Browser browser = new Browser();
  private Program bankProgram;
  private Program aggregatorProgram;
  private BankClient bank;
  private AggregatorClient aggregator;

  /** What tries to be more than text wherever it is put: in an element, or in an attribute. */
  private static String hostile(String who) {
    return "<script>alert('" + who + "')</script>\"'><img src=x onerror=alert(1)>";
  }

  @BeforeEach
  void start() throws SQLException {
    bankProgram = installation.startBank("Bank", 0, bankData(), 1, "off");
    bankProgram.awaitReady();
    bankProgram.close();
    renameCustomersAndAccounts();
    bankProgram = installation.startBank(hostile("bank"), 0, bankData(), 1, "off");
    bank = new BankClient(bankProgram.awaitReady(), new Http());
    aggregatorProgram =
        installation.startAggregator(
            0,
            data.resolve("aggregator"),
            List.of(bank.address()),
            List.of("--name", hostile("app"), "--narration"));
    aggregator = new AggregatorClient(aggregatorProgram.awaitReady(), new Http());
    aggregator.awaitRegistered(bank.address());
  }

  @AfterEach
  void stop() {
    browser.close();
    if (aggregatorProgram != null) {
      aggregatorProgram.close();
    }
    bankProgram.close();
  }

  @Test
  void every_page_shows_hostile_text_and_does_nothing_of_it() throws IOException {
    Page page = browser.newVisitor();
    page.navigate(
        aggregator.address() + "/connect?bank=" + AggregatorClient.bankId(bank.address()));
    assertThat(page.locator(".lead")).containsText(hostile("app"));
    assertThat(page.locator(".lead")).containsText(hostile("bank"));
    assertThat(page.locator("#customer-" + Demo.CUSTOMER)).containsText(hostile("customer"));
    page.locator("#customer-" + Demo.CUSTOMER).click();
    assertThat(page.locator("fieldset")).containsText(hostile("account"));
    page.locator("#approve").click();
    assertThat(page.locator("#connection")).hasText("Live");

    LedgerAccount account =
        bank.accountsOf(bank.customerId(Demo.CUSTOMER)).stream().findFirst().orElseThrow();
    aggregator.narrate(hostile("story"));
    bank.post(
        account.accountId(),
        new Money(-100, account.available().currency()),
        hostile("words"),
        Map.of("merchantName", hostile("merchant")));
    assertThat(page.locator("#narration")).hasText(hostile("story"));
    assertThat(page.locator("#news")).containsText(hostile("words"));
    assertThat(page.locator("#transactions")).containsText(hostile("merchant"));
    assertThat(page.locator("#account-" + account.accountId())).containsText(hostile("account"));

    push(signed(hostile("event"), account.accountId()));
    assertThat(page.locator("#account-" + account.accountId() + " abbr"))
        .hasAttribute("title", "Because of event " + hostile("event"));

    for (Screen screen : Screen.ALL) {
      Page visited = browser.newVisitor();
      screen.way().open(visited, aggregator.address(), bank.address());
      visited.context().close();
    }
    assertThat(browser.complaints()).isEmpty();
  }

  private Path bankData() {
    return data.resolve("bank");
  }

  /** No API lets a customer be called so; a bank's own systems might. */
  private void renameCustomersAndAccounts() throws SQLException {
    try (Connection database = DriverManager.getConnection(Database.embedded(bankData(), "bank"))) {
      rename(database, "update customer set full_name = ?", hostile("customer"));
      rename(database, "update customer set description = ?", hostile("person"));
      rename(database, "update account set nickname = ?", hostile("account"));
      rename(database, "update account set holder_name = ?", hostile("holder"));
    }
  }

  private static void rename(Connection database, String sql, String name) throws SQLException {
    try (PreparedStatement update = database.prepareStatement(sql)) {
      update.setString(1, name);
      update.executeUpdate();
    }
  }

  private String signed(String jti, String accountId) throws IOException {
    SigningKeys keys =
        SigningKeys.loadOrCreate(bankData().resolve("signing-keys.json"), InstantSource.system());
    Instant now = Instant.now();
    URI uri = bank.address().resolve("/open-banking/v4.0/aisp/accounts/" + accountId);
    ResourceSubject subject =
        new ResourceSubject(
            accountId, ResourceSubject.ACCOUNTS, List.of(new ResourceLink("v4.0", uri.toString())));
    SecurityEvent event =
        new SecurityEvent(
            bank.address().toString(),
            now,
            jti,
            clientId(),
            uri,
            hostile("cause"),
            now,
            List.of(
                new Event.ResourceUpdate(subject),
                new Event.BalanceChange(subject, LATE_VERSION, now)));
    return new SetSigner(keys.current(), hostile("anchor")).sign(event);
  }

  /** What the aggregator is called at the bank, as the address says to which it sends customers. */
  private String clientId() {
    URI connect =
        aggregator.address().resolve("/connect?bank=" + AggregatorClient.bankId(bank.address()));
    Matcher matcher =
        Pattern.compile("[?&]client_id=([^&]+)")
            .matcher(aggregator.http().get(connect).expect(302).location());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private void push(String set) {
    aggregator
        .http()
        .send(
            new Request.Builder()
                .url(
                    aggregator
                        .address()
                        .resolve("/open-banking/v4.0/event-notifications")
                        .toString())
                .header("x-fapi-interaction-id", UUID.randomUUID().toString())
                .post(RequestBody.create(set, JWT))
                .build())
        .expect(202);
  }
}
