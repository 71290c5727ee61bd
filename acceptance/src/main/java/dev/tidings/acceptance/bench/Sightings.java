package dev.tidings.acceptance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** When a view showed which balance. Thread-safe. */
final class Sightings {

  /**
   * A payment that was made.
   *
   * @param available of the account after it; each payment makes it less
   */
  record Paid(String accountId, Instant at, BigDecimal available) {}

  private record Seen(String accountId, Instant at, BigDecimal balance) {}

  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  /** A change as an aggregator's live stream tells it. */
  void add(JsonNode change) {
    seen.add(
        new Seen(
            change.path("accountId").asText(),
            Instant.parse(change.path("refreshedAt").asText()),
            new BigDecimal(change.path("after").asText())));
  }

  boolean hasAll(List<Paid> payments) {
    return payments.stream().allMatch(paid -> staleMs(paid).isPresent());
  }

  /** From each payment to the first view that has it, in milliseconds. */
  Distribution stale(List<Paid> payments) {
    return Distribution.of(payments.stream().map(paid -> staleMs(paid).orElseThrow()).toList());
  }

  private Optional<Double> staleMs(Paid paid) {
    return seen.stream()
        .filter(one -> one.accountId().equals(paid.accountId()))
        .filter(one -> one.balance().compareTo(paid.available()) <= 0)
        .map(Seen::at)
        .min(Instant::compareTo)
        .map(at -> Math.max(0, Duration.between(paid.at(), at).toNanos() / 1e6));
  }
}
