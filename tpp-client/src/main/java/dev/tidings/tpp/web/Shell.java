package dev.tidings.tpp.web;

import dev.tidings.tpp.narration.Narration.Said;
import org.jspecify.annotations.Nullable;

/**
 * What is around the content of each page.
 *
 * @param site name of the aggregator
 * @param assets address of the folder of static files
 * @param tab where we are; null on a page that is none of them
 * @param narration what the narrator says; null when there is none
 */
public record Shell(String site, String assets, @Nullable Tab tab, @Nullable Said narration) {

  /** The live stream: the whole view for the overview, only news for the others. */
  public String stream() {
    return tab == Tab.OVERVIEW ? "/api/stream" : "/api/stream?view=false";
  }

  public boolean isAt(Tab other) {
    return tab == other;
  }
}
