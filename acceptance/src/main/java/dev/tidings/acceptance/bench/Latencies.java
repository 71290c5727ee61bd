package dev.tidings.acceptance.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long ago changes occurred when they were told of. Thread-safe. */
final class Latencies {

  private final Pattern occurredAt;
  private final ConcurrentLinkedQueue<Double> ms = new ConcurrentLinkedQueue<>();

  /**
   * @param member of the JSON that says when the change occurred
   */
  Latencies(String member) {
    this.occurredAt = Pattern.compile("\"" + member + "\":\"([^\"]+)\"");
  }

  /** Notes one; false when the JSON tells of no change. */
  boolean note(String json, Instant now) {
    Matcher occurred = occurredAt.matcher(json);
    if (!occurred.find()) {
      return false;
    }
    ms.add(Duration.between(Instant.parse(occurred.group(1)), now).toNanos() / 1e6);
    return true;
  }

  /** Those since the last call, in milliseconds. */
  List<Double> take() {
    List<Double> taken = new ArrayList<>();
    for (Double next = ms.poll(); next != null; next = ms.poll()) {
      taken.add(next);
    }
    return taken;
  }
}
