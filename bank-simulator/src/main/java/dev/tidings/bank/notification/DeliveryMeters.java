package dev.tidings.bank.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts attempts and measures how long signing and telling take. Thread-safe. */
final class DeliveryMeters implements AttemptListener {

  /** Subscriptions with a series of their own; the others share one. */
  static final int SUBSCRIPTIONS_MAX = 100;

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofHours(1)
  };

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Timer signing;
  private final Set<String> labelled = ConcurrentHashMap.newKeySet();

  DeliveryMeters(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.signing =
        Timer.builder("tidings.set.signing")
            .description("Time to make and sign one SET")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
  }

  @Override
  public void attempted(String subscriptionId, Queued queued, AttemptResult result) {
    registry.counter("tidings.delivery.attempts", "outcome", outcome(result)).increment();
    if (result instanceof AttemptResult.Settled settled
        && settled.status() == NotificationStatus.DELIVERED) {
      toAcknowledgement(subscriptionId).record(Duration.between(queued.dueAt(), clock.instant()));
    }
  }

  @Override
  public void signed(Duration took) {
    signing.record(took);
  }

  private Timer toAcknowledgement(String subscriptionId) {
    boolean own =
        labelled.contains(subscriptionId)
            || (labelled.size() < SUBSCRIPTIONS_MAX && labelled.add(subscriptionId));
    return Timer.builder("tidings.delivery.acknowledged")
        .description("From the change, or from when it was due, to the TPP's acknowledgement")
        .tag("subscription", own ? subscriptionId : "other")
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private static String outcome(AttemptResult result) {
    return result instanceof AttemptResult.Settled settled
        ? settled.status().name()
        : result.getClass().getSimpleName();
  }
}
