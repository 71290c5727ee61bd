package dev.tidings.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the other tests here rely on: a bad page is found out. */
class BrowserIT {

  private final Browser browser = new Browser();

  @AfterEach
  void stop() {
    browser.close();
  }

  @Test
  void a_page_that_does_what_it_should_not_is_found_out() {
    Page page = browser.newVisitor();

    page.setContent(
        """
        <script>console.error('spilt'); alert('boo');</script>
        <script>throw new Error('thrown')</script>
        <img src="https://elsewhere.example/pixel.png">
        """);

    assertThat(browser.complaints())
        .anySatisfy(one -> assertThat(one).startsWith("spilt"))
        .contains("dialog: boo", "wanted to leave the machine: https://elsewhere.example/pixel.png")
        .anySatisfy(one -> assertThat(one).contains("thrown"));
  }

  @Test
  void a_page_that_not_everybody_can_use_is_found_out() {
    Page page = browser.newVisitor(Look.PHONE);

    page.setContent(
        """
        <html lang="en"><title>Bad</title><body style="width: 500px">
        <p style="color: #aaa; background: #fff">pale</p><input></body></html>
        """);

    assertThat(new Accessibility().violations(page))
        .anySatisfy(one -> assertThat(one).startsWith("color-contrast: p"))
        .anySatisfy(one -> assertThat(one).startsWith("label: input"));
    assertThat(Layout.sticksOut(page, Look.PHONE.width())).isNotEmpty();
  }
}
