package dev.tidings.tpp.meter;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Calls so far under each approach, over time; the first reading on connecting left out.
 *
 * @param moments oldest first; the last one is now
 */
public record CallHistory(List<Moment> moments) {

  /** Calls until then. */
  public record Moment(Instant at, Map<Approach, Long> calls) {}
}
