package dev.tidings.bank.console;

import dev.tidings.bank.alerts.AlertLimits;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a customer sets the limits of alerts.
 *
 * @param lowBalance decimal; empty for never
 * @param largeTransaction decimal; empty for never
 * @param saved whether they were just set
 * @param problem what was wrong with the last try, or null
 */
public record AlertsView(
    Frame frame,
    String lowBalance,
    String largeTransaction,
    boolean salaryArrived,
    boolean saved,
    @Nullable String problem) {

  static AlertsView of(Frame frame, AlertLimits limits, boolean saved) {
    return new AlertsView(
        frame,
        decimal(limits.lowBalanceMinor()),
        decimal(limits.largeTransactionMinor()),
        limits.salaryArrived(),
        saved,
        null);
  }

  private static String decimal(@Nullable Long minor) {
    return minor == null ? "" : AlertLimits.decimal(minor);
  }
}
