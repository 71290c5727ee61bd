package dev.tidings.acceptance.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import java.util.Locale;

/** What a visitor looks at pages with. */
enum Look {
  DESKTOP(1280, 960),
  PHONE(390, 844);

  /** A phone's screen has so many dots to a pixel of style sheets. */
  private static final int PHONE_SCALE = 2;

  private final int width;
  private final int height;

  /** The size of the screen in pixels of style sheets. */
  Look(int width, int height) {
    this.width = width;
    this.height = height;
  }

  int width() {
    return width;
  }

  NewContextOptions options() {
    return new NewContextOptions()
        .setViewportSize(width, height)
        .setDeviceScaleFactor(this == PHONE ? PHONE_SCALE : 1)
        .setIsMobile(this == PHONE)
        .setHasTouch(this == PHONE)
        .setLocale("en-GB")
        .setTimezoneId("Europe/London");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
