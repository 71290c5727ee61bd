package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Lease;
import dev.tidings.bank.broker.Leases;
import dev.tidings.bank.oauth.Clients;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The table {@code event_subscription}. */
final class Subscriptions {

  /** As many as there can be: of each client a subscription and a stream. */
  static final int SUBSCRIPTIONS_MAX = 2 * Clients.CLIENTS_MAX;

  private static final String CONTENT_BALANCES = "BALANCES";
  private static final Pattern SPACE = Pattern.compile(" ");

  private Subscriptions() {}

  /** False when the TPP already has one. */
  static boolean insert(Handle handle, Subscription subscription, Instant createdAt) {
    return bind(
                handle.createUpdate(
                    """
                    insert into event_subscription
                      (subscription_id, client_id, callback_url, version, event_types, content,
                      thresholds, wishes, encoding, stream, created_at)
                    values (:subscriptionId, :clientId, :callbackUrl, :version, :eventTypes,
                      :content, :thresholds, :wishes, :encoding, :stream, :createdAt)
                    on conflict do nothing
                    """),
                subscription)
            .bind("encoding", encoding(subscription.stream() != null))
            .bind("createdAt", createdAt)
            .execute()
        == 1;
  }

  /** Replaces what the TPP asked for, and enables it. */
  static void update(Handle handle, Subscription subscription, Instant now) {
    bind(
            handle.createUpdate(
                """
                update event_subscription
                set callback_url = :callbackUrl, version = :version, event_types = :eventTypes,
                  content = :content, thresholds = :thresholds, wishes = :wishes, stream = :stream
                where subscription_id = :subscriptionId and client_id = :clientId
                """),
            subscription)
        .execute();
    enable(handle, subscription.subscriptionId(), now);
  }

  /** Pushing begins anew, whatever has failed before; false when there is no such subscription. */
  static boolean enable(Handle handle, String subscriptionId, Instant now) {
    NotificationTable.beginAnew(handle, subscriptionId, now);
    return handle.execute(
            """
            update event_subscription set revision = revision + 1, disabled_at = null,
              disabled_reason = null, breaker_opened_at = null, failing_since = null, probes = 0,
              probe_at = null
            where subscription_id = ?
            """,
            subscriptionId)
        == 1;
  }

  /** Writes the breaker down; false when the lease is lost. */
  static boolean saveBreaker(Handle handle, Pushed pushed, Breaker.State state, Lease lease) {
    return lease
            .bindTo(
                handle.createUpdate(
                    """
                    update event_subscription set breaker_opened_at = :openedAt,
                      failing_since = :failingSince, probes = :probes, probe_at = :probeAt
                    where subscription_id = :subscriptionId and revision = :revision and
                    """
                        + Lease.HELD))
            .bind("openedAt", state.openedAt())
            .bind("failingSince", state.failingSince())
            .bind("probes", state.probes())
            .bind("probeAt", state.probeAt())
            .bind("subscriptionId", pushed.subscriptionId())
            .bind("revision", pushed.revision())
            .execute()
        == 1;
  }

  /** Nothing more is pushed to it; what is queued waits. Does nothing if it already is disabled. */
  static void disable(Handle handle, String subscriptionId, Instant now, String reason) {
    disable(handle, subscriptionId, Long.MAX_VALUE, now, reason);
  }

  /** As {@link #disable(Handle, String, Instant, String)}, unless it has begun anew since. */
  static void disable(
      Handle handle, String subscriptionId, long revision, Instant now, String reason) {
    handle
        .createUpdate(
            """
            update event_subscription set disabled_at = :now, disabled_reason = :reason
            where subscription_id = :subscriptionId and disabled_at is null
              and revision <= :revision
            """)
        .bind("revision", revision)
        .bind("now", now)
        .bind("reason", PlainText.of(reason, NotificationTable.REASON_LENGTH_MAX))
        .bind("subscriptionId", subscriptionId)
        .execute();
  }

  /** Under this name one node owns it. */
  static String leaseName(String subscriptionId) {
    return "subscription:" + subscriptionId;
  }

  /** Deletes it; nothing that is queued for it leaves any more. */
  static void end(Handle handle, String subscriptionId, Instant now, String reason) {
    lock(handle, subscriptionId);
    NotificationTable.withholdAll(handle, subscriptionId, now, reason);
    Leases.forget(handle, List.of(leaseName(subscriptionId)));
    handle.execute("delete from event_subscription where subscription_id = ?", subscriptionId);
  }

  /** As {@link #end}, the subscription and the stream of a TPP. */
  static void endOfClient(Handle handle, String clientId, Instant now, String reason) {
    handle
        .select("select subscription_id from event_subscription where client_id = ?", clientId)
        .mapTo(String.class)
        .list()
        .forEach(subscriptionId -> end(handle, subscriptionId, now, reason));
  }

  static Optional<Subscription> find(Handle handle, String subscriptionId) {
    return handle
        .select("select * from event_subscription where subscription_id = ?", subscriptionId)
        .map((row, context) -> subscription(row))
        .findOne();
  }

  /** The one of a TPP in one encoding: its stream, or else its subscription. */
  static Optional<Subscription> ofClient(Handle handle, String clientId, boolean stream) {
    return handle
        .select(
            "select * from event_subscription where client_id = ? and encoding = ?",
            clientId,
            encoding(stream))
        .map((row, context) -> subscription(row))
        .findOne();
  }

  /** Of all, oldest first. */
  static List<String> ids(Handle handle) {
    return handle
        .select(
            "select subscription_id from event_subscription order by created_at limit ?",
            SUBSCRIPTIONS_MAX)
        .mapTo(String.class)
        .list();
  }

  /** Lets nobody else change it until the transaction ends. */
  static void lock(Handle handle, String subscriptionId) {
    handle
        .select(
            "select subscription_id from event_subscription where subscription_id = ? for update",
            subscriptionId)
        .mapTo(String.class)
        .findOne();
  }

  /** What only a stream has is written; nothing of its pushing changes. */
  static void saveStream(Handle handle, Subscription stream) {
    Stream json = stream.stream();
    handle.execute(
        "update event_subscription set stream = ?, wishes = ? where subscription_id = ?",
        json == null ? null : json.json(),
        stream.wishes(),
        stream.subscriptionId());
  }

  /** Why nothing is pushed; empty when something is. */
  static Optional<String> disabledReason(Handle handle, String subscriptionId) {
    return handle
        .select(
            """
            select disabled_reason from event_subscription
            where subscription_id = ? and disabled_at is not null
            """,
            subscriptionId)
        .mapTo(String.class)
        .findOne();
  }

  static List<Subscription> ofClients(Connection connection, Collection<String> clientIds)
      throws SQLException {
    return clientIds.isEmpty()
        ? List.of()
        : select(connection, "where client_id in (%s)".formatted(places(clientIds)), clientIds);
  }

  /** Those of other TPPs than these, oldest first. */
  static List<Subscription> ofOthers(Connection connection, Collection<String> clientIds, int limit)
      throws SQLException {
    String except =
        clientIds.isEmpty() ? "" : "where client_id not in (%s)".formatted(places(clientIds));
    return select(
        connection,
        "%s order by created_at, subscription_id limit %d".formatted(except, limit),
        clientIds);
  }

  /** By plain JDBC: every change of a balance asks. */
  private static List<Subscription> select(
      Connection connection, String which, Collection<String> clientIds) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select * from event_subscription " + which)) {
      int place = 1;
      for (String clientId : clientIds) {
        query.setString(place++, clientId);
      }
      List<Subscription> subscriptions = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          subscriptions.add(subscription(row));
        }
      }
      return subscriptions;
    }
  }

  private static String places(Collection<String> values) {
    return String.join(", ", Collections.nCopies(values.size(), "?"));
  }

  /** Those that are pushed to, oldest first. */
  static List<Pushed> pushed(Handle handle) {
    return handle
        .select(
            """
            select * from event_subscription
            where callback_url is not null and disabled_at is null
            order by created_at, subscription_id limit ?
            """,
            SUBSCRIPTIONS_MAX)
        .map((row, context) -> Pushed.of(row))
        .list();
  }

  private static <T extends SqlStatement<T>> T bind(T statement, Subscription subscription) {
    Stream stream = subscription.stream();
    return statement
        .bind("subscriptionId", subscription.subscriptionId())
        .bind("clientId", subscription.clientId())
        .bind("callbackUrl", subscription.callbackUrl())
        .bind("version", subscription.version())
        .bind("eventTypes", joined(subscription.eventTypes()))
        .bind("content", subscription.extension().content() ? CONTENT_BALANCES : null)
        .bind("thresholds", subscription.extension().thresholdsJson())
        .bind("wishes", subscription.wishes())
        .bind("stream", stream == null ? null : stream.json());
  }

  private static String encoding(boolean stream) {
    return stream ? "SSF" : "OBIE";
  }

  private static @Nullable String joined(@Nullable List<EventType> types) {
    return types == null ? null : String.join(" ", types.stream().map(EventType::code).toList());
  }

  private static Subscription subscription(ResultSet row) throws SQLException {
    String types = row.getString("event_types");
    return new Subscription(
        row.getString("subscription_id"),
        row.getString("client_id"),
        row.getString("callback_url"),
        row.getString("version"),
        types == null
            ? null
            : SPACE.splitAsStream(types).flatMap(code -> EventType.find(code).stream()).toList(),
        Extension.of(row.getString("content"), row.getString("thresholds")),
        row.getLong("wishes"),
        Stream.of(row.getString("stream")));
  }
}
