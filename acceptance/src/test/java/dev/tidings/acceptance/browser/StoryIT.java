package dev.tidings.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.demo.TellStory;
import dev.tidings.acceptance.system.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole story without its pauses, read along on the page. */
class StoryIT {

  private static final int SCENES_MIN = 6;

  @Test
  void the_story_comes_to_its_end_and_the_page_tells_it_along(@TempDir Path data) {
    List<String> told = new ArrayList<>();
    try (Demo demo = Demo.forStory(Installation.find(), data, Demo.Ports.free());
        Browser browser = new Browser()) {
      demo.start();
      Page desktop = browser.newVisitor();
      desktop.navigate(demo.aggregator().address() + "/");
      Page phone = browser.newVisitor(Look.PHONE);
      phone.navigate(demo.aggregator().address() + "/connections");

      new TellStory(demo, new Reader(List.of(desktop, phone), told)).tell();

      assertThat(desktop.locator("[data-state=CONNECTED]")).hasCount(2);
      assertThat(desktop.locator("#transactions")).containsText("Harbour Books");
      assertThat(new Accessibility().violations(phone)).isEmpty();
      assertThat(Layout.sticksOut(phone, Look.PHONE.width())).isEmpty();
      assertThat(browser.complaints()).isEmpty();
    }
    assertThat(told).hasSizeGreaterThan(SCENES_MIN);
  }

  private record Reader(List<Page> pages, List<String> told) implements TellStory.Listener {

    @Override
    public void hears(String words) {
      pages.forEach(page -> assertThat(page.locator("#narration")).hasText(words));
      told.add(words);
    }

    @Override
    public void sees(String words) {}
  }
}
