package dev.tidings.bank.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.oauth.TestBank;
import dev.tidings.bank.oauth.TestTpp;
import dev.tidings.bank.persistence.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AccessDashboardTest {

  private TestBank bank;
  private TestTpp tpp;
  private TestBrowser browser;

  @BeforeEach
  void start() {
    bank = new TestBank(TestDatabase.inMemory());
    tpp = new TestTpp(bank, "Money Box");
    browser = new TestBrowser(bank);
    browser.signInAt("/console/consents", "amelia");
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @Test
  void itSaysWhatIsReadAndWhenItWasLastUsed() {
    assertThat(dashboard())
        .contains("No application can read your accounts.", "class=\"card empty\"");
    String consentId = bank.consentFor(tpp.clientId);
    tpp.codeFor(consentId);
    assertThat(dashboard())
        .contains("One application can read your accounts.", "Money Box", "Has access")
        .contains("Everyday acc-1 ·· 5678", "Your balances", "you take it back")
        .contains(lastUsed(consentId) + "never");

    bank.read(consentId);
    assertThat(dashboard()).contains(lastUsed(consentId) + "today at 09:00 <small>1 read so far");
    bank.clock.advance(Duration.ofDays(1));
    assertThat(dashboardAgain()).contains(lastUsed(consentId) + "yesterday at 09:00");
    bank.read(consentId);
    assertThat(dashboard()).contains(lastUsed(consentId) + "today at 09:00 <small>2 reads so far");
  }

  @Test
  void whatHasEndedStandsApartAndBelow() {
    String ended = bank.consentFor(tpp.clientId);
    tpp.codeFor(ended);
    bank.revoke(ended);
    String live = bank.consentFor(tpp.clientId);
    tpp.codeFor(live);

    String page = dashboard();
    assertThat(page.indexOf("id=\"consent-" + live))
        .isPositive()
        .isLessThan(page.indexOf("id=\"ended"));
    assertThat(page.indexOf("id=\"consent-" + ended)).isGreaterThan(page.indexOf("id=\"ended"));
    assertThat(page)
        .contains("Stopped by you", "Last used: never")
        .doesNotContain("revoke-" + ended);
  }

  private String dashboard() {
    return browser.open("/console/consents").body();
  }

  /** The session has ended meanwhile. */
  private String dashboardAgain() {
    return browser.signInAt("/console/consents", "amelia").body();
  }

  private static String lastUsed(String consentId) {
    return "id=\"last-used-" + consentId + "\">";
  }
}
