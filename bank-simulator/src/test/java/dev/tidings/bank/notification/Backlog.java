package dev.tidings.bank.notification;

import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.LoggedEvent;
import java.time.Instant;
import java.util.List;

/** Notifications that have piled up, with nothing signed in them: signing takes a while. */
final class Backlog {

  private Backlog() {}

  /** The balance of account {@code a} changed, and this consent lets the TPP know. */
  static Notification notification(Subscription subscription, String consentId, long version) {
    return notification(subscription, consentId, "a", version);
  }

  /** As {@link #notification(Subscription, String, long)}, of another account. */
  static Notification notification(
      Subscription subscription, String consentId, String account, long version) {
    LoggedEvent logged =
        new LoggedEvent(
            "event-" + account + version,
            new BalanceChanged(account, version, "t" + version),
            "interaction",
            Instant.parse("2026-11-23T09:00:00Z"));
    return new Notification(
        "jti-" + account + version,
        logged,
        subscription,
        List.of(consentId),
        "header.claims.signature");
  }
}
