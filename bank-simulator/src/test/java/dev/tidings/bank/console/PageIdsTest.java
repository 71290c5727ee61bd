package dev.tidings.bank.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.oauth.TestBank;
import dev.tidings.bank.oauth.TestTpp;
import dev.tidings.bank.persistence.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of element ids in the documentation and the pages say the same. */
final class PageIdsTest {

  private static final Path TABLE = Path.of("../docs/pages.md");
  private static final Pattern ROW = Pattern.compile("\\| ([a-z, -]+) \\|[^|]*\\| `([^`]+)` \\|.*");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");

  @Test
  void everyPageHasTheDocumentedIdsOnceAndNoOther() throws IOException {
    Map<String, Set<String>> documented = documented();
    Map<String, Set<String>> served = new TreeMap<>();
    try (TestBank bank = new TestBank(TestDatabase.inMemory())) {
      open(bank).forEach((page, answer) -> served.put(page, ids(answer.body())));
    }
    Set<String> wrong = served.getOrDefault("consent, wrong", Set.of());
    wrong.removeAll(served.getOrDefault("consent", Set.of()));
    assertThat(served).isEqualTo(documented);
  }

  private static Map<String, HttpResponse<String>> open(TestBank bank) {
    TestTpp tpp = new TestTpp(bank, "Money Box");
    String asked = tpp.authorizationUrl(bank.consentFor(tpp.clientId));
    String ended = bank.consentFor(tpp.clientId);
    tpp.codeFor(ended);
    bank.revoke(ended);
    String live = bank.consentFor(tpp.clientId);
    tpp.codeFor(live);
    Map<String, HttpResponse<String>> pages = new TreeMap<>();
    TestBrowser browser = new TestBrowser(bank);
    HttpResponse<String> signIn = browser.open(asked);
    pages.put("sign-in", signIn);
    pages.put("locked", browser.submit(signIn, "/console/sign-in", Map.of("customer", "locked")));
    HttpResponse<String> consent = browser.signInAt(asked, "amelia");
    pages.put("consent", consent);
    pages.put(
        "consent, wrong",
        browser.submit(consent, "/console/decision", Map.of("decision", "approve")));
    pages.put(
        "identity", browser.open("/authorize?" + TestBank.form(openId(bank).openIdParameters())));
    pages.put("dashboard", browser.open("/console/consents"));
    pages.put("stop", browser.open("/console/consents/" + live + "/revoke"));
    pages.put("alerts", browser.open("/console/alerts"));
    return pages;
  }

  private static TestTpp openId(TestBank bank) {
    return new TestTpp(bank, "Known Money", Map.of("scope", "openid profile"));
  }

  private static Set<String> ids(String page) {
    List<String> all = new ArrayList<>();
    Matcher matcher = ID.matcher(page);
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    assertThat(all).doesNotHaveDuplicates();
    Set<String> templates = new TreeSet<>();
    for (String id : all) {
      templates.add(
          id.replaceFirst("^customer-.+", "customer-{username}")
              .replaceFirst("^account-.+", "account-{AccountId}")
              .replaceFirst("-aac-.+", "-{ConsentId}"));
    }
    return templates;
  }

  private static Map<String, Set<String>> documented() throws IOException {
    Map<String, Set<String>> ids = new TreeMap<>();
    for (String line : Files.readAllLines(TABLE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        ids.computeIfAbsent(row.group(1), page -> new TreeSet<>()).add(row.group(2));
      }
    }
    return ids;
  }
}
