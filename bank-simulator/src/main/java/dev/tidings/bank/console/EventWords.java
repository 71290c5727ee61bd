package dev.tidings.bank.console;

import dev.tidings.bank.broker.Unfinished;
import dev.tidings.bank.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the operator reads about events. */
final class EventWords {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.UK).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss.SSS 'UTC'", Locale.UK)
          .withZone(ZoneOffset.UTC);
  private static final int SECOND_MS = 1_000;
  private static final int MINUTE_SECONDS = 60;

  private EventWords() {}

  static String time(Instant at) {
    return TIME.format(at);
  }

  static String dateTime(Instant at) {
    return DATE_TIME.format(at);
  }

  /** Such as {@code +12 ms}. */
  static String after(Duration since) {
    long ms = Math.max(0, since.toMillis());
    if (ms < SECOND_MS) {
      return "+" + ms + " ms";
    }
    return since.toSeconds() < MINUTE_SECONDS
        ? String.format(Locale.UK, "+%.2f s", ms / (double) SECOND_MS)
        : "+" + since.toMinutes() + " min";
  }

  static String type(String type) {
    return switch (type) {
      case "balance-changed" -> "Balance changed";
      case "consent-revoked" -> "Consent revoked";
      case "linked-account-closed" -> "Account closed";
      case "low-balance" -> "Low balance";
      case "large-transaction" -> "Large transaction";
      case "salary-arrived" -> "Salary arrived";
      default -> type;
    };
  }

  static String status(String status) {
    return switch (status) {
      case "DELIVERED" -> "delivered";
      case "PENDING" -> "waiting";
      case "WITHHELD" -> "withheld";
      case "MERGED" -> "merged into a later one";
      case "UNDELIVERABLE" -> "given up";
      default -> status.toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  static String outcome(Trace trace) {
    if (trace.decidedAt() == null) {
      return trace.unfinished().stream().anyMatch(Unfinished::isDeadLetter)
          ? "given up by the bank"
          : "not looked at yet";
    }
    long told = trace.toldCount();
    if (told == 0) {
      return "nobody to tell";
    }
    long delivered = trace.setsIn("DELIVERED");
    return delivered == told ? "told " + told : delivered + " of " + told + " told";
  }

  static String tone(Trace trace) {
    long told = trace.toldCount();
    if (told == 0) {
      return "plain";
    }
    return trace.setsIn("DELIVERED") == told
        ? "good"
        : trace.setsIn("PENDING") > 0 ? "waiting" : "bad";
  }
}
