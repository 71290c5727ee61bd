package dev.tidings.bank.notification;

import java.time.Duration;

/** Told of every attempt, after what came of it is written down. Must be quick. */
@FunctionalInterface
interface AttemptListener {

  /** A SET was made and signed in so long. */
  default void signed(Duration took) {}

  void attempted(String subscriptionId, Queued queued, AttemptResult result);
}
