package dev.tidings.acceptance.browser;

import com.microsoft.playwright.Page;
import java.util.List;

/** Looks whether a page fits its screen: nobody should have to scroll sideways. */
final class Layout {

  private static final String STICKS_OUT =
      """
      width => document.documentElement.scrollWidth <= width ? [] :
        [...document.querySelectorAll('body *')]
          .filter(one => one.getBoundingClientRect().right > width + 0.5)
          .map(one => `${one.tagName.toLowerCase()}#${one.id}.${one.className} to ${one.getBoundingClientRect().right}`)
          .slice(0, 5)
      """;

  private Layout() {}

  /** The first elements that reach beyond that width, in pixels of style sheets. */
  @SuppressWarnings("unchecked")
  static List<String> sticksOut(Page page, int width) {
    return (List<String>) page.evaluate(STICKS_OUT, width);
  }
}
