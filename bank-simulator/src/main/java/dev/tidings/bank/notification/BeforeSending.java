package dev.tidings.bank.notification;

/** What the last look at a notification says. */
sealed interface BeforeSending {

  /**
   * It may leave.
   *
   * @param signedSet compact JWS
   */
  record Ready(String signedSet) implements BeforeSending {}

  /** It must not leave. */
  record Withheld(String reason) implements BeforeSending {}
}
