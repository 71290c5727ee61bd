package dev.tidings.tpp.web;

import dev.tidings.tpp.meter.Approach;
import dev.tidings.tpp.meter.CallHistory;
import dev.tidings.tpp.meter.MeterReading;
import dev.tidings.tpp.meter.MeterReading.BankCalls;
import dev.tidings.tpp.meter.MeterReading.Cost;
import dev.tidings.tpp.view.UnifiedView.BankView;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that the page about calls shows at one moment. */
public record MeterPage(MeterReading meter, CallHistory history, List<BankView> banks) {

  /** How many times fewer calls are worth a sentence. */
  private static final double WORTH_SAYING = 1.5;

  public static String label(Approach approach) {
    return switch (approach) {
      case EVENTS -> "Told by events";
      case EVERY_5_SECONDS -> "Asking every 5 s";
      case EVERY_MINUTE -> "Every minute";
      case EVERY_15_MINUTES -> "Every 15 min";
      case FOUR_TIMES_A_DAY -> "4 times a day";
    };
  }

  /** Class of the mark by which table and chart are one. */
  public static String line(Approach approach) {
    return switch (approach) {
      case EVENTS -> "line-0";
      case EVERY_5_SECONDS -> "line-1";
      case EVERY_MINUTE -> "line-2";
      case EVERY_15_MINUTES -> "line-3";
      case FOUR_TIMES_A_DAY -> "line-4";
    };
  }

  public static String bytes(Cost cost) {
    return cost.bytes() == null ? "–" : Magnitudes.bytes(cost.bytes());
  }

  public static String time(@Nullable Long ms) {
    return ms == null ? "–" : Magnitudes.time(ms);
  }

  /** What the table comes to, in words. */
  public String summary() {
    Cost events = meter.of(Approach.EVENTS);
    Cost often = meter.of(Approach.EVERY_5_SECONDS);
    Cost seldom = meter.of(Approach.EVERY_15_MINUTES);
    if (events.calls() == 0) {
      return "Nothing has changed at your banks yet, so nothing was asked.";
    }
    String made =
        Figures.count(events.changes(), "change") + ", " + Figures.count(events.calls(), "call");
    return made
        + fewer(events, often)
        + (events.staleMeanMs() == null || seldom.staleMeanMs() == null
            ? ""
            : " A change shows here after %s; asking every 15 minutes, after %s."
                .formatted(time(events.staleMeanMs()), time(seldom.staleMeanMs())));
  }

  private static String fewer(Cost events, Cost often) {
    double times = (double) often.calls() / events.calls();
    return times < WORTH_SAYING
        ? "."
        : ": %s times fewer than asking every 5 seconds.".formatted(Figures.count((long) times));
  }

  public String nameOf(BankCalls calls) {
    return banks.stream()
        .filter(bank -> bank.bankId().equals(calls.bankId()))
        .map(BankView::name)
        .findAny()
        .orElse(calls.bankId());
  }

  /** Calls that were made because it was time to, where we are told to poll. */
  public long callsByPolling() {
    return meter.banks().stream().mapToLong(BankCalls::byPolling).sum();
  }

  public boolean isDrawable() {
    return history.moments().size() > 1;
  }

  /** The moments as seconds since 1970, with commas between. */
  public String times() {
    return history.moments().stream()
        .map(moment -> Long.toString(moment.at().getEpochSecond()))
        .collect(Collectors.joining(","));
  }

  /** Calls at each moment, with commas between; semicolons between the approaches. */
  public String lines() {
    return meter.approaches().stream()
        .map(cost ->
            history.moments().stream()
                .map(moment -> Long.toString(moment.calls().getOrDefault(cost.approach(), 0L)))
                .collect(Collectors.joining(",")))
        .collect(Collectors.joining(";"));
  }

  /** The chart in words. */
  public String chartInWords() {
    return "Line chart of calls so far, on a scale where each step is ten times the one before. Now: "
        + meter.approaches().stream()
            .map(cost -> label(cost.approach()) + " " + Figures.count(cost.calls()))
            .collect(Collectors.joining(", "))
        + ".";
  }
}
