package dev.tidings.tpp.web;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.UnifiedView.AccountView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures, times and ids in the words of the page. British, as the banks are. */
public final class Figures {

  private static final String MINUS = "\u2212";
  private static final int EVENT_ID_CHARACTERS = 8;
  private static final ZoneId ZONE = ZoneId.of("Europe/London");
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.UK).withZone(ZONE);
  private static final DateTimeFormatter WEEKDAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.UK);
  private static final DateTimeFormatter SHORT_DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.UK);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.UK);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.UK).withZone(ZONE);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK).withZone(ZONE);

  private Figures() {}

  /** Such as {@code −£1,204.50}. */
  public static String money(Money money) {
    return (money.minor() < 0 ? MINUS : "") + unsigned(money);
  }

  /** Such as {@code +£12.40}. */
  public static String signed(Money money) {
    return money.minor() > 0 ? "+" + unsigned(money) : money(money);
  }

  /** What the account moved by; null when there was no figure of that currency before. */
  public static @Nullable Money moved(Change change) {
    Money before = change.before();
    return before == null || !before.currency().equals(change.after().currency())
        ? null
        : change.after().plus(before.negate());
  }

  /**
   * Such as {@code +£12.40 from Alder Bank} or {@code −£3.20 at Birch Bank}; a pending payment that
   * is booked moves nothing that can be used.
   */
  public static String headline(Change change) {
    Money moved = moved(change);
    if (moved == null) {
      return money(change.after()) + " at " + change.bank();
    }
    if (moved.minor() == 0) {
      return "Booked at " + change.bank();
    }
    return signed(moved) + (moved.minor() > 0 ? " from " : " at ") + change.bank();
  }

  /** How long the change took to get here, such as {@code 38 ms}; null when nobody knows. */
  public static @Nullable String took(Change change) {
    Long millis = millisBetween(change.occurredAt(), change.refreshedAt());
    return millis == null ? null : milliseconds(millis);
  }

  /** Whole milliseconds; never negative, as two clocks may differ; null without a beginning. */
  public static @Nullable Long millisBetween(@Nullable Instant from, Instant to) {
    return from == null ? null : Math.max(0, Duration.between(from, to).toMillis());
  }

  /** Such as {@code 12 s ago}; the page's script counts on in the same words. */
  public static String ago(Instant then, Instant now) {
    long seconds = Math.max(0, Duration.between(then, now).toSeconds());
    if (seconds < 2) {
      return "just now";
    }
    if (seconds < 60) {
      return seconds + " s ago";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min ago";
    }
    return seconds < 86_400 ? seconds / 3600 + " h ago" : seconds / 86_400 + " d ago";
  }

  public static String dayAndTime(Instant instant) {
    return DAY_AND_TIME.format(instant);
  }

  /** Such as {@code Monday 23 November 2026}. */
  public static String weekday(LocalDate date) {
    return WEEKDAY.format(date);
  }

  /** Such as {@code 14 Dec}. */
  public static String shortDay(LocalDate date) {
    return SHORT_DAY.format(date);
  }

  /** Such as {@code 14 December 2026}. */
  public static String day(LocalDate date) {
    return DAY.format(date);
  }

  /** Such as {@code November 2026}. */
  public static String month(YearMonth month) {
    return MONTH.format(month);
  }

  /** Such as {@code 14:05}. */
  public static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** Such as {@code £12,345}: whole pounds, where pence would say no more. */
  public static String round(Money money) {
    String text = money(new Money(Math.round(money.minor() / 100.0) * 100, money.currency()));
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }

  public static String day(Instant instant) {
    return DAY.format(instant);
  }

  /** The first characters of an event's id, enough to recognise it. */
  public static String shortened(String eventId) {
    return eventId.length() <= EVENT_ID_CHARACTERS
        ? eventId
        : eventId.substring(0, EVENT_ID_CHARACTERS);
  }

  public static String count(long number) {
    return String.format(Locale.UK, "%,d", number);
  }

  /** Such as {@code 1 call} or {@code 3 calls}. */
  public static String count(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** Such as {@code every 15 min}. */
  public static String every(long seconds) {
    if (seconds == 60) {
      return "every minute";
    }
    if (seconds >= 3600 && seconds % 3600 == 0) {
      return "every " + seconds / 3600 + " h";
    }
    return seconds >= 60 && seconds % 60 == 0
        ? "every " + seconds / 60 + " min"
        : "every " + seconds + " s";
  }

  /** An account type code in words; an unknown one as it is. Source: OBIE R/W v4.0, code sets. */
  public static String accountType(String typeCode) {
    return switch (typeCode) {
      case "CACC", "CurrentAccount" -> "Current account";
      case "SVGS", "Savings" -> "Savings";
      case "CARD", "CreditCard" -> "Credit card";
      case "LOAN", "Loan" -> "Loan";
      case "EMoney" -> "E-money";
      default -> typeCode;
    };
  }

  /** How much a figure is worth, in words. */
  public static String status(AccountView.Status status) {
    return switch (status) {
      case CURRENT -> "Current";
      case REFRESHING -> "Changed, being read";
      case STALE -> "Out of date, trying again";
      case REVOKED -> "No longer shared";
      case EXPIRED -> "Access expired";
    };
  }

  private static String milliseconds(long millis) {
    return millis < 10_000
        ? count(millis) + " ms"
        : count(Duration.ofMillis(millis).toSeconds()) + " s";
  }

  private static String unsigned(Money money) {
    BigDecimal amount = new BigDecimal(money.decimal()).abs();
    String symbol = Currency.getInstance(money.currency()).getSymbol(Locale.UK);
    String space = Character.isLetter(symbol.charAt(symbol.length() - 1)) ? "\u00a0" : "";
    return symbol + space + String.format(Locale.UK, "%,." + amount.scale() + "f", amount);
  }
}
