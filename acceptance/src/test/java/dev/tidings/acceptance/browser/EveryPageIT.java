package dev.tidings.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.Installation;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page of the running demo, on a desk and on a phone, in light and in dark: anybody can use
 * it, it fits, nothing goes wrong on it, nothing leaves the machine. On the way the pages are
 * pictured into the folder that the system property {@code tidings.screens} names.
 */
@TestInstance(Lifecycle.PER_CLASS)
class EveryPageIT {

  private static final Path PICTURES =
      Path.of(System.getProperty("tidings.screens", "target/screens"));

  private final Accessibility accessibility = new Accessibility();
  private final Browser browser = new Browser();
  private @Nullable Demo demo;
  private URI aggregator;
  private URI bank;

  @BeforeAll
  void start(@TempDir Path data) {
    demo = new Demo(Installation.find(), data, Demo.Ports.free(), "off");
    demo.start();
    Morning.passes(demo);
    aggregator = demo.aggregator().address();
    bank = demo.banks().getFirst().address();
  }

  @AfterAll
  void stop() {
    browser.close();
    if (demo != null) {
      demo.close();
    }
  }

  static Stream<Arguments> everyPageOnEveryScreen() {
    return Screen.ALL.stream()
        .flatMap(screen -> Stream.of(Look.values()).map(look -> Arguments.of(screen, look)));
  }

  @ParameterizedTest(name = "{0} on a {1}")
  @MethodSource("everyPageOnEveryScreen")
  void anybody_can_use_the_page_and_nothing_goes_wrong_on_it(Screen screen, Look look) {
    int before = browser.complaints().size();
    Page page = browser.newVisitor(look);
    screen.way().open(page, aggregator, bank);

    for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new EmulateMediaOptions().setColorScheme(colours));
      if (screen.pictured() && (look == Look.DESKTOP || colours == ColorScheme.LIGHT)) {
        picture(page, screen, look, colours);
      }
      assertThat(accessibility.violations(page)).as("%s, %s", screen, colours).isEmpty();
      assertThat(Layout.sticksOut(page, look.width())).as("%s, %s", screen, colours).isEmpty();
    }
    page.context().close();
    assertThat(browser.complaints().stream().skip(before)).isEmpty();
  }

  private static void picture(Page page, Screen screen, Look look, ColorScheme colours) {
    String kind = look == Look.PHONE ? "phone" : colours == ColorScheme.DARK ? "dark" : "light";
    page.screenshot(
        new ScreenshotOptions()
            .setPath(PICTURES.resolve(screen.name() + "-" + kind + ".png"))
            .setAnimations(ScreenshotAnimations.DISABLED));
  }
}
