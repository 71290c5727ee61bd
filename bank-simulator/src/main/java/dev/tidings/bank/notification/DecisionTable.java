package dev.tidings.bank.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.persistence.Batch;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code notification_decision}: who was told of an event and who was not, and why. */
final class DecisionTable {

  /** Decisions kept of one event; who is told comes first. */
  static final int DECISIONS_MAX = 100;

  /** One line of the record. */
  record Line(
      String clientId,
      @Nullable String subscriptionId,
      String verdict,
      String why,
      List<String> consentIds) {

    static Line of(Decision decision) {
      Subscription subscription = decision.subscription();
      String status = decision.status();
      boolean sayStatus = decision.verdict() == Judgement.CONSENT_NOT_AUTHORISED && status != null;
      return new Line(
          decision.clientId(),
          subscription == null ? null : subscription.subscriptionId(),
          decision.verdict().name(),
          decision.verdict().words() + (sayStatus ? ": " + status : ""),
          decision.consentIds());
    }
  }

  /** What was decided at that time. */
  record Decided(Instant at, List<Line> lines) {}

  private DecisionTable() {}

  static void insert(Handle handle, String eventId, List<Decision> decisions, Instant now) {
    List<Line> lines =
        decisions.stream()
            .sorted((one, other) -> other.verdict().compareTo(one.verdict()))
            .limit(DECISIONS_MAX)
            .map(Line::of)
            .toList();
    String written = OpenBankingJson.write(lines);
    Batch.execute(
        handle,
        "insert into notification_decision (event_id, decided_at, decisions) values (?, ?, ?)",
        List.of(written),
        (row, json) -> {
          row.setString(1, eventId);
          row.setObject(2, Batch.time(now));
          row.setString(3, json);
        });
  }

  static Optional<Decided> find(Handle handle, String eventId) {
    return handle
        .createQuery(
            "select decided_at, decisions from notification_decision where event_id = :eventId")
        .bind("eventId", eventId)
        .map((row, context) ->
            new Decided(
                row.getTimestamp("decided_at").toInstant(), lines(row.getString("decisions"))))
        .findOne();
  }

  private static List<Line> lines(String json) {
    try {
      List<Line> lines = new ArrayList<>();
      for (JsonNode line : OpenBankingJson.readTree(json)) {
        lines.add(OpenBankingJson.mapper().treeToValue(line, Line.class));
      }
      return lines;
    } catch (IOException e) {
      throw new IllegalStateException("the record of a decision is unreadable", e);
    }
  }
}
