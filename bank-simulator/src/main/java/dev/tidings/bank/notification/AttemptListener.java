package dev.tidings.bank.notification;

/** Told of every attempt, after what came of it is written down. Must be quick. */
@FunctionalInterface
interface AttemptListener {

  void attempted(String subscriptionId, Queued queued, AttemptResult result);
}
