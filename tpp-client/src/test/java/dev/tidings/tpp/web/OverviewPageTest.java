package dev.tidings.tpp.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.tpp.meter.MeterReading;
import dev.tidings.tpp.view.UnifiedView;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewPageTest {

  private final Pages pages = new Pages("Tidings", "/assets/0");

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
        .contains("If we had asked every minute", "40 times fewer calls")
        .contains("Access expired", "Renew", "Not reachable", "Out of date, trying again");
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
    assertThat(page.split("<script", -1)).hasSize(2);
  }

  @Test
  void aNewcomerSeesAnEmptyPageNotABrokenOne() {
    UnifiedView empty =
        new UnifiedView(SampleViews.NOW, List.of(), List.of(), List.of(), List.of());

    String page =
        pages.overview(new Overview(empty, List.of(), new MeterReading(0, 0, 0, 0, 0, 60)));

    assertThat(page).contains("Nothing yet", "No bank yet", "None yet").doesNotContain("null");
  }

  @Test
  void noStyleOrScriptIsInline() {
    assertThat(page(SampleViews.connected()))
        .doesNotContain("style=", "<style", "onclick", "javascript:");
  }

  private String page(UnifiedView view) {
    return pages.overview(new Overview(view, List.of(), SampleViews.METER));
  }
}
