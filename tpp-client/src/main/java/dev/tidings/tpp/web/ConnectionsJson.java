package dev.tidings.tpp.web;

import dev.tidings.tpp.view.ConnectionView;
import dev.tidings.tpp.view.EventChannel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/connections}. */
record ConnectionsJson(List<ConnectionJson> connections) {

  record ConnectionJson(
      String bankId,
      String bank,
      String state,
      @Nullable String detail,
      @Nullable String consentId,
      @Nullable Instant connectedAt,
      @Nullable Instant consentExpiresAt,
      int accounts,
      @Nullable String lastEventId,
      @Nullable Instant lastEventAt,
      EventsJson events) {

    static ConnectionJson from(ConnectionView connection) {
      return new ConnectionJson(
          connection.bank().bankId(),
          connection.bank().name(),
          connection.bank().state().name(),
          connection.bank().detail(),
          connection.consentId(),
          connection.connectedAt(),
          connection.bank().consentExpiresAt(),
          connection.accounts(),
          connection.lastEventId(),
          connection.bank().lastEventAt(),
          EventsJson.from(connection.events()));
    }
  }

  record EventsJson(
      String channel,
      boolean callbackFailing,
      long pushed,
      @Nullable Instant lastPushAt,
      long polled,
      long polls,
      @Nullable Instant lastPollAt,
      @Nullable String pollFailure,
      long refused,
      long missed,
      @Nullable Instant lastMissedAt,
      long gaps) {

    static EventsJson from(EventChannel events) {
      return new EventsJson(
          events.way().name(),
          events.isCallbackFailing(),
          events.pushed(),
          events.lastPushAt(),
          events.polled(),
          events.polls(),
          events.lastPollAt(),
          events.pollFailure(),
          events.refused(),
          events.missed(),
          events.lastMissedAt(),
          events.gaps());
    }
  }

  static ConnectionsJson from(List<ConnectionView> connections) {
    return new ConnectionsJson(connections.stream().map(ConnectionJson::from).toList());
  }
}
