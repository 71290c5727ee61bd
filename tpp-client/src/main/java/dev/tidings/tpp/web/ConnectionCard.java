package dev.tidings.tpp.web;

import dev.tidings.tpp.view.ConnectionView;
import dev.tidings.tpp.view.EventChannel;
import dev.tidings.tpp.view.EventChannel.Way;
import dev.tidings.tpp.view.UnifiedView.BankView.State;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One bank on the connections page. */
public record ConnectionCard(ConnectionView connection, int place, Instant now) {

  /** Name, colour and state as on the overview. */
  public BankSection section() {
    return new BankSection(connection.bank(), List.of(), place);
  }

  public boolean isConnected() {
    return connection.consentId() != null
        && switch (connection.bank().state()) {
          case CONNECTED, UNREACHABLE -> true;
          case NOT_CONNECTED, REVOKED, EXPIRED -> false;
        };
  }

  /** What is wrong or awaited, in words; null when all is well. */
  public @Nullable String explanation() {
    State state = connection.bank().state();
    return state == State.CONNECTED ? connection.bank().detail() : section().explanation();
  }

  public String connectLabel() {
    return connection.consentId() == null ? "Connect" : isConnected() ? "Renew" : "Connect again";
  }

  /** When the consent ends, in words; null when there is none. */
  public @Nullable String ends() {
    Instant until = connection.bank().consentExpiresAt();
    if (until == null) {
      return null;
    }
    long days = Duration.between(now, until).toDays();
    return Figures.day(until) + (days >= 0 ? ", in " + Figures.count(days, "day") : "");
  }

  public boolean isPushed() {
    return connection.events().way() == Way.PUSH;
  }

  /** Whether the way that was chosen works. */
  public boolean isHealthy() {
    EventChannel events = connection.events();
    return isPushed() ? !events.isCallbackFailing() : events.pollFailure() == null;
  }

  /** How the way that was chosen goes, in words. */
  public String health() {
    EventChannel events = connection.events();
    if (!isPushed()) {
      return events.pollFailure() == null
          ? "Polling works"
          : "The last poll failed: " + events.pollFailure();
    }
    if (events.isCallbackFailing()) {
      return "The bank could not bring "
          + Figures.count(events.missed(), "event")
          + "; we fetched "
          + (events.missed() == 1 ? "it" : "them");
    }
    return events.lastPushAt() == null ? "Ready; nothing was pushed yet" : "The callback works";
  }

  /** How many events came, and by which way, in words. */
  public String arrived() {
    EventChannel events = connection.events();
    String pushed = Figures.count(events.pushed()) + " pushed";
    return events.polls() == 0
        ? pushed
        : pushed
            + ", "
            + Figures.count(events.polled())
            + " fetched by "
            + Figures.count(events.polls(), "poll");
  }

  /** What was seen of gaps and refusals, in words. */
  public String mishaps() {
    EventChannel events = connection.events();
    if (events.gaps() + events.missed() + events.refused() == 0) {
      return "None";
    }
    return Figures.count(events.gaps(), "gap")
        + " noticed, "
        + events.missed()
        + " fetched after all, "
        + events.refused()
        + " refused";
  }

  public String path(String act) {
    return "/connections/"
        + URLEncoder.encode(connection.bank().bankId(), StandardCharsets.UTF_8)
        + "/"
        + act;
  }
}
