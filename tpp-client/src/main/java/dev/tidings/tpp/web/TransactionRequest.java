package dev.tidings.tpp.web;

import dev.tidings.tpp.view.AccountKey;
import dev.tidings.tpp.view.Category;
import dev.tidings.tpp.view.NetWorthHistory;
import dev.tidings.tpp.view.TransactionCursor;
import dev.tidings.tpp.view.TransactionFilter;
import dev.tidings.tpp.view.TransactionFilter.Direction;
import dev.tidings.tpp.view.Transactions;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for at {@code /transactions} and {@code /api/transactions}.
 *
 * @param given what was written in the address, by parameter, so that the form can show it again
 * @param problems what of it cannot be read, in words; then the filter leaves it out
 */
public record TransactionRequest(
    TransactionFilter filter,
    @Nullable TransactionCursor after,
    int size,
    Map<String, String> given,
    List<String> problems) {

  /** Transactions on a page when nothing is said. */
  static final int SIZE_USUAL = 40;

  static final List<String> PARAMETERS =
      List.of("q", "account", "category", "direction", "from", "to", "min", "max");

  private static final String AFTER = "after";
  private static final String SIZE = "limit";

  /**
   * @param parameters finds a parameter of the address; null for none
   */
  public static TransactionRequest of(Function<String, @Nullable String> parameters) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String name : PARAMETERS) {
      String value = parameters.apply(name);
      if (value != null && !value.isBlank()) {
        given.put(name, value.strip());
      }
    }
    List<String> problems = new ArrayList<>();
    LocalDate from = date(given, "from", problems);
    LocalDate to = date(given, "to", problems);
    TransactionFilter filter =
        new TransactionFilter(
            text(given, problems),
            account(given, problems),
            category(given, problems),
            direction(given, problems),
            from == null ? null : start(from),
            to == null ? null : start(to.plusDays(1)),
            amount(given, "min", problems),
            amount(given, "max", problems));
    return new TransactionRequest(
        filter,
        after(parameters.apply(AFTER), problems),
        size(parameters.apply(SIZE), problems),
        Map.copyOf(given),
        List.copyOf(problems));
  }

  /** What was written for the parameter; empty for nothing. */
  public String value(String parameter) {
    return given.getOrDefault(parameter, "");
  }

  /** The address of the page with the same filter. */
  public String path() {
    String query =
        PARAMETERS.stream()
            .filter(given::containsKey)
            .map(name -> name + "=" + URLEncoder.encode(value(name), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return "/transactions" + (query.isEmpty() ? "" : "?" + query);
  }

  /** The address of what follows. */
  public String path(TransactionCursor next) {
    String path = path();
    return path + (path.contains("?") ? "&" : "?") + AFTER + "=" + next.text();
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(NetWorthHistory.ZONE).toInstant();
  }

  private static @Nullable String text(Map<String, String> given, List<String> problems) {
    String text = given.get("q");
    if (text != null && text.length() > TransactionFilter.TEXT_LENGTH_MAX) {
      problems.add("q must have at most " + TransactionFilter.TEXT_LENGTH_MAX + " characters");
      return null;
    }
    return text;
  }

  private static @Nullable AccountKey account(Map<String, String> given, List<String> problems) {
    String text = given.get("account");
    int slash = text == null ? 0 : text.indexOf('/');
    if (text != null && slash < 1) {
      problems.add("account must be a bankId, a slash, and an accountId");
    }
    return text == null || slash < 1
        ? null
        : new AccountKey(text.substring(0, slash), text.substring(slash + 1));
  }

  private static @Nullable Category category(Map<String, String> given, List<String> problems) {
    String text = given.get("category");
    Category category = text == null ? null : Category.find(text).orElse(null);
    if (text != null && category == null) {
      problems.add("category must be one of " + List.of(Category.values()));
    }
    return category;
  }

  private static @Nullable Direction direction(Map<String, String> given, List<String> problems) {
    String text = given.get("direction");
    if (text == null) {
      return null;
    }
    try {
      return Direction.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      problems.add("direction must be in or out");
      return null;
    }
  }

  private static @Nullable LocalDate date(
      Map<String, String> given, String name, List<String> problems) {
    String text = given.get(name);
    if (text == null) {
      return null;
    }
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() >= 1900 && date.getYear() < 3000) {
        return date;
      }
    } catch (DateTimeException e) {
      // said below
    }
    problems.add(name + " must be a date such as 2026-11-23");
    return null;
  }

  private static @Nullable Long amount(
      Map<String, String> given, String name, List<String> problems) {
    String text = given.get(name);
    if (text == null) {
      return null;
    }
    if (!text.matches("\\d{1,13}(\\.\\d{1,2})?")) {
      problems.add(name + " must be an amount such as 12.40");
      return null;
    }
    return new BigDecimal(text).movePointRight(2).longValueExact();
  }

  private static @Nullable TransactionCursor after(@Nullable String text, List<String> problems) {
    TransactionCursor cursor = text == null ? null : TransactionCursor.parse(text).orElse(null);
    if (text != null && cursor == null) {
      problems.add("after must be the 'next' of an earlier answer");
    }
    return cursor;
  }

  private static int size(@Nullable String text, List<String> problems) {
    if (text == null) {
      return SIZE_USUAL;
    }
    if (text.matches("\\d{1,4}")) {
      int size = Integer.parseInt(text);
      if (size >= 1 && size <= Transactions.PAGE_SIZE_MAX) {
        return size;
      }
    }
    problems.add("limit must be a whole number from 1 to " + Transactions.PAGE_SIZE_MAX);
    return SIZE_USUAL;
  }
}
