package dev.tidings.bank.notification;

/** The way to the TPPs' endpoints. Thread-safe. */
@FunctionalInterface
interface Push {

  /** Sends a SET once and waits for what comes of it. */
  PushOutcome push(String url, String signedSet, String interactionId);
}
