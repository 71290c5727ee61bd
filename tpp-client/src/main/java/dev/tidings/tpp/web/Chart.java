package dev.tidings.tpp.web;

import dev.tidings.tpp.view.NetWorth;
import java.util.stream.Collectors;

/** What the script draws charts from, and the same in words for who cannot see them. */
public final class Chart {

  private Chart() {}

  /** The days as seconds since 1970 at midnight UTC, with commas between. */
  public static String days(NetWorth worth) {
    return worth.days().stream()
        .map(day -> Long.toString(day.date().toEpochDay() * 86_400))
        .collect(Collectors.joining(","));
  }

  /** What it was worth, as decimals. */
  public static String values(NetWorth worth) {
    return worth.days().stream().map(day -> day.worth().decimal()).collect(Collectors.joining(","));
  }

  public static String words(NetWorth worth) {
    return "Line chart. Now "
        + Figures.round(worth.now())
        + "; lowest "
        + Figures.round(worth.lowest().worth())
        + " on "
        + Figures.day(worth.lowest().date())
        + ", highest "
        + Figures.round(worth.highest().worth())
        + " on "
        + Figures.day(worth.highest().date())
        + ".";
  }
}
