package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.tpp.support.Await;
import dev.tidings.tpp.support.Events;
import dev.tidings.tpp.support.FakeBank;
import dev.tidings.tpp.view.UnifiedView.BankView.State;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever a bank, a customer, a merchant or a SET is called: it is shown, and does nothing. */
final class HostileTextTest extends AggregatorFixture {

  private static final String HOSTILE = "<script>alert(1)</script>\"' onload=\"x${7*7}";
  private static final List<String> PAGES =
      List.of("/", "/transactions", "/insights", "/connections", "/parts/net-worth");

  @Test
  void everythingThatComesFromOutsideIsEscapedOnEveryPage() throws Exception {
    stop();
    bank.close();
    bank = new FakeBank(clock);
    bank.name = "Bank " + HOSTILE;
    bank.nickname = "Mine " + HOSTILE;
    bank.transactions =
        IntStream.range(0, 6)
            .<Map<String, Object>>mapToObj(i -> payment("T" + i + HOSTILE, i))
            .toList();
    events = new Events(bank, clock);
    start();
    Await.until(
        "registered",
        () ->
            view().banks().stream()
                .anyMatch(one ->
                    one.bankId().equals(bank.bankId()) && one.state() == State.NOT_CONNECTED));
    var sent = begin();
    browser.get("/callback?code=c&state=" + state(sent) + "&iss=" + bank.issuer(), cookie(sent));
    Await.until("read", () -> view().accounts().stream().anyMatch(one -> one.balance() != null));

    String jti = "e1" + HOSTILE;
    browser.push(events.sign(events.change(jti, FakeBank.ACCOUNT)));
    Await.until("it is answered", () -> jti.equals(account().lastEventId()));

    for (String page : PAGES) {
      String html = browser.get(page, Optional.empty()).body();
      assertThat(html).as(page).doesNotContain("<script>alert", "\" onload=\"x", "x49");
    }
    assertThat(browser.get("/", Optional.empty()).body())
        .contains(
            "Bank &lt;script&gt;alert(1)", "Mine &lt;script&gt;", "Because of event e1&lt;script");
    assertThat(browser.get("/insights", Optional.empty()).body()).contains("Cover &lt;script&gt;");
    assertThat(browser.get("/connections", Optional.empty()).body())
        .contains("title=\"Event e1&lt;script>alert(1)&lt;/script>&#34;&#39;");
  }

  private Map<String, Object> payment(String id, int months) {
    Map<String, Object> payment =
        new LinkedHashMap<>(
            FakeBank.transaction(id, "BOOK", clock.instant().minus(Duration.ofDays(30L * months))));
    payment.put("TransactionInformation", "Insurance Cover " + HOSTILE);
    payment.put(
        "MerchantDetails",
        Map.of("MerchantName", "Insurance Cover " + HOSTILE, "MerchantCategoryCode", "6300"));
    payment.put("BankTransactionCode", Map.of("Code", "RDDT", "SubCode", "PMDD"));
    return payment;
  }
}
