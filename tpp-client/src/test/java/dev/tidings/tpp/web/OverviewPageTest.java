package dev.tidings.tpp.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.narration.Narration;
import dev.tidings.tpp.view.NetWorth;
import dev.tidings.tpp.view.Rates;
import dev.tidings.tpp.view.UnifiedView;
import dev.tidings.tpp.view.ViewChanges;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewPageTest {

  /** The chart library, htmx, its extension, and ours. */
  private static final int OUR_SCRIPTS = 4;

  private final Pages pages =
      new Pages("Tidings", "/assets/0", new Narration(false, new ViewChanges()));

  @Test
  void elementsHaveTheIdsThatTestsAndScriptsRelyOn() {
    String page = page(SampleViews.connected());

    assertThat(page)
        .contains("id=\"totals\"", "id=\"meter\"", "id=\"transactions\"")
        .contains("id=\"bank-localhost-8081\"", "id=\"bank-localhost-8085\"")
        .contains("id=\"account-acc-4\" data-balance=\"-312.55\"")
        .contains("id=\"connect-localhost-8083\" href=\"/connect?bank=localhost-8083\"")
        .contains("id=\"connect-localhost-8084\"")
        .doesNotContain("id=\"connect-localhost-8081\"", "id=\"connect-localhost-8085\"");
  }

  @Test
  void figuresAreSaidInWords() {
    assertThat(page(SampleViews.connected()))
        .contains("£9,353.95", "€944.10", "−£312.55", "+£2,480.00")
        .contains("title=\"Because of event " + SampleViews.EVENT_ID + "\">event 3f2a91c0<")
        .contains("If we had asked every minute", "48 times fewer calls")
        .contains("Access expired", "Renew", "Not reachable", "Out of date, trying again");
  }

  @Test
  void allSumsAsOneAndTheYearAreSaidWithTheirRates() {
    assertThat(page(SampleViews.connected()))
        .contains(
            "<strong>£10,165.88</strong> altogether, at the Tidings fixed rates of 2 November 2026")
        .contains("<strong>+£12.40</strong> in 30 days", "data-values=\"100.00,112.40\"")
        .contains("Line chart. Now £112; lowest £100 on 22 November 2026");
  }

  @Test
  void theLastChangeSaysWhatMovedAndHowLongItTook() {
    Overview overview =
        new Overview(
            SampleViews.connected(),
            List.of(SampleViews.change(1, 0, 1), SampleViews.change(2, 124_650, 125_890)),
            SampleViews.METER);

    assertThat(pages.live(overview))
        .contains("<strong>+£12.40 from Alder Bank</strong>")
        .contains("here 38 ms after it happened");
  }

  @Test
  void whateverABankOrMerchantIsCalledIsEscaped() {
    String hostile = "<script>alert('x')</script>\"' onload=\"y";
    String page = page(SampleViews.with(hostile, hostile));

    assertThat(page)
        .doesNotContain("<script>alert")
        .contains("<h3 class=\"grow\">&lt;script&gt;alert(")
        .contains("&#34;&#39; onload=&#34;y\">event &lt;script&gt;");
    assertThat(page.split("<script", -1)).hasSize(1 + OUR_SCRIPTS);
  }

  @Test
  void aNewcomerSeesAnEmptyPageNotABrokenOne() {
    UnifiedView empty =
        new UnifiedView(SampleViews.NOW, List.of(), List.of(), List.of(), List.of());

    String page =
        pages.overview(
            new Overview(empty, List.of(), SampleViews.UNUSED_METER),
            new NetWorth(List.of(), Rates.FIXED));

    assertThat(page).contains("Nothing yet", "No bank yet", "None yet").doesNotContain("null");
  }

  @Test
  void noStyleOrScriptIsInline() {
    assertThat(page(SampleViews.connected()))
        .doesNotContain("style=", "<style", "onclick", "javascript:");
  }

  private String page(UnifiedView view) {
    NetWorth worth =
        new NetWorth(
            List.of(
                new NetWorth.Day(LocalDate.of(2026, 11, 22), new Money(100_00, "GBP")),
                new NetWorth.Day(LocalDate.of(2026, 11, 23), new Money(112_40, "GBP"))),
            Rates.FIXED);
    return pages.overview(new Overview(view, List.of(), SampleViews.METER), worth);
  }
}
