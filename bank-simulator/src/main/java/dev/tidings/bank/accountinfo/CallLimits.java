package dev.tidings.bank.accountinfo;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How often TPPs may call.
 *
 * @param rate of each TPP; null for no limit
 * @param psd2 whether calls without the customer are limited as Regulation (EU) 2018/389, art.
 *     36(5)(b), has it
 */
public record CallLimits(@Nullable Rate rate, boolean psd2) {

  public static final CallLimits NONE = new CallLimits(null, false);

  /** The most calls that a rate may allow in its time. */
  public static final int CALLS_MAX = 1_000_000;

  private static final Pattern RATE = Pattern.compile("([1-9]\\d{0,6})/([smh])");

  /**
   * So many calls at once, and as many again in each such time, evenly.
   *
   * @param calls from 1 to {@link #CALLS_MAX}
   */
  public record Rate(int calls, Duration time) {

    public Rate {
      if (calls < 1 || calls > CALLS_MAX) {
        throw new IllegalArgumentException("a rate is of 1 to " + CALLS_MAX + " calls");
      }
    }
  }

  /**
   * Reads {@code off}, {@code 600/m}, {@code psd2} or {@code 600/m,psd2}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static CallLimits parse(String text) {
    if (text.equals("off")) {
      return NONE;
    }
    boolean psd2 = text.equals("psd2") || text.endsWith(",psd2");
    String rate = text.equals("psd2") ? "" : text.replaceFirst(",psd2$", "");
    return new CallLimits(rate.isEmpty() && psd2 ? null : rate(rate), psd2);
  }

  private static Rate rate(String text) {
    Matcher matcher = RATE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a limit is off, a number of calls such as 600/m (or /s, /h), psd2, or 600/m,psd2");
    }
    Duration time =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          default -> Duration.ofHours(1);
        };
    return new Rate(Integer.parseInt(matcher.group(1)), time);
  }
}
