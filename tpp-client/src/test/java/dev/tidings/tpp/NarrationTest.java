package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.tpp.narration.Narration;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A narrator's words are on every page, and only who may speak is heard. */
final class NarrationTest extends AggregatorFixture {

  private static final String PATH = "/api/narration";

  private boolean narrated = true;

  @Override
  boolean isNarrated() {
    return narrated;
  }

  @Test
  void theWordsAreOnEveryPageAndEscaped() throws Exception {
    assertThat(browser.put(PATH, "words=It+is+%3Cb%3Epayday%3C%2Fb%3E").statusCode())
        .isEqualTo(204);

    for (String path : List.of("/", "/transactions", "/insights", "/connections")) {
      assertThat(get(path).body())
          .as(path)
          .contains("seen=1\"", ">It is &lt;b&gt;payday&lt;/b&gt;</p>");
    }
  }

  @Test
  void anOpenPageFetchesOnlyWhatItHasNotShown() throws Exception {
    browser.put(PATH, "words=First");
    assertThat(get("/parts/narration?seen=0").body()).contains("seen=1\"", ">First</p>");
    assertThat(get("/parts/narration?seen=1").statusCode()).isEqualTo(204);

    browser.put(PATH, "words=");
    assertThat(get("/parts/narration?seen=1").body()).contains("seen=2\"", "></p>");
  }

  @Test
  void aForeignPageAndTooManyWordsAreRefused() throws Exception {
    assertThat(browser.put(PATH, "words=x", "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(browser.put(PATH, "words=x", "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(browser.put(PATH, "").statusCode()).isEqualTo(400);
    String tooLong = "x".repeat(Narration.LENGTH_MAX + 1);
    assertThat(browser.put(PATH, "words=" + tooLong).statusCode()).isEqualTo(400);

    assertThat(get("/parts/narration?seen=0").statusCode()).isEqualTo(204);
  }

  @Test
  void withoutANarratorThereIsNothingToSay() throws Exception {
    stop();
    narrated = false;
    start();

    assertThat(browser.put(PATH, "words=x").statusCode()).isEqualTo(404);
    assertThat(get("/").body()).doesNotContain("id=\"narration\"");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return browser.get(path, Optional.empty());
  }
}
