package dev.tidings.bank.notification;

/** The way to the TPPs' endpoints. Thread-safe. */
@FunctionalInterface
interface Push {

  /** Sends a SET once, in the subscription's own way, and waits for what comes of it. */
  PushOutcome push(Outgoing outgoing, String url, String signedSet);
}
