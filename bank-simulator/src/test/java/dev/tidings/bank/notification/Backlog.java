package dev.tidings.bank.notification;

import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.LoggedEvent;
import java.time.Instant;
import java.util.List;

/** Notifications that have piled up. */
final class Backlog {

  private Backlog() {}

  /** The balance of account {@code a} changed. */
  static Notification notification(SetIssuer issuer, Subscription subscription, long version) {
    LoggedEvent logged =
        new LoggedEvent(
            "event-" + version,
            new BalanceChanged("a", version, "t" + version),
            "interaction",
            Instant.parse("2026-11-23T09:00:00Z"));
    return issuer.issue(logged, subscription, List.of("c1")).orElseThrow();
  }
}
