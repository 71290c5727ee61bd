package dev.tidings.bank.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** The pause that a receiver asks for, within bounds. Source: RFC 9110 §10.2.3. */
final class RetryAfter {

  /** Less than this is not waited: zero, or a moment that has passed, would make a storm. */
  static final Duration PAUSE_MIN = Duration.ofSeconds(1);

  /** More than this is not waited: a slip of the receiver must not silence the bank for years. */
  static final Duration PAUSE_MAX = Duration.ofHours(1);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final Pattern ENDLESS = Pattern.compile("\\d{10,100}");

  private RetryAfter() {}

  /** The end of the pause; null when the text is neither seconds nor a date of HTTP. */
  static @Nullable Instant end(String text, Instant now) {
    Instant wanted = wanted(text.strip(), now);
    if (wanted == null) {
      return null;
    }
    Instant earliest = now.plus(PAUSE_MIN);
    Instant latest = now.plus(PAUSE_MAX);
    return wanted.isBefore(earliest) ? earliest : wanted.isAfter(latest) ? latest : wanted;
  }

  private static @Nullable Instant wanted(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return now.plusSeconds(Long.parseLong(text));
    }
    if (ENDLESS.matcher(text).matches()) {
      return Instant.MAX;
    }
    return new Headers.Builder().addUnsafeNonAscii("Date", text).build().getInstant("Date");
  }
}
