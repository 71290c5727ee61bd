package dev.tidings.bank.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The table {@code event_subscription}. */
final class Subscriptions {

  /** Subscriptions that one node pushes to. */
  static final int PUSHED_MAX = 1_000;

  private static final Pattern SPACE = Pattern.compile(" ");

  private Subscriptions() {}

  /** False when the TPP already has one. */
  static boolean insert(Handle handle, Subscription subscription, Instant createdAt) {
    return bind(
                handle.createUpdate(
                    """
                    insert into event_subscription
                      (subscription_id, client_id, callback_url, version, event_types, created_at)
                    values
                      (:subscriptionId, :clientId, :callbackUrl, :version, :eventTypes, :createdAt)
                    on conflict do nothing
                    """),
                subscription)
            .bind("createdAt", createdAt)
            .execute()
        == 1;
  }

  static void update(Handle handle, Subscription subscription) {
    bind(
            handle.createUpdate(
                """
                update event_subscription
                set callback_url = :callbackUrl, version = :version, event_types = :eventTypes
                where subscription_id = :subscriptionId and client_id = :clientId
                """),
            subscription)
        .execute();
  }

  static void delete(Handle handle, String subscriptionId) {
    handle.execute("delete from event_subscription where subscription_id = ?", subscriptionId);
  }

  static Optional<Subscription> find(Handle handle, String subscriptionId) {
    return handle
        .select("select * from event_subscription where subscription_id = ?", subscriptionId)
        .map((row, context) -> subscription(row))
        .findOne();
  }

  static List<Subscription> ofClients(Handle handle, Collection<String> clientIds) {
    if (clientIds.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery("select * from event_subscription where client_id in (<clientIds>)")
        .bindList("clientIds", List.copyOf(clientIds))
        .map((row, context) -> subscription(row))
        .list();
  }

  /** Those of other TPPs than these, oldest first. */
  static List<Subscription> ofOthers(Handle handle, Collection<String> clientIds, int limit) {
    String except = clientIds.isEmpty() ? "" : "where client_id not in (<clientIds>)";
    Query query =
        handle.createQuery(
            "select * from event_subscription %s order by created_at, subscription_id limit :limit"
                .formatted(except));
    if (!clientIds.isEmpty()) {
      query.bindList("clientIds", List.copyOf(clientIds));
    }
    return query.bind("limit", limit).map((row, context) -> subscription(row)).list();
  }

  /** Ids of those with a callback, oldest first. */
  static List<String> pushed(Handle handle) {
    return handle
        .select(
            """
            select subscription_id from event_subscription where callback_url is not null
            order by created_at, subscription_id limit ?
            """,
            PUSHED_MAX)
        .mapTo(String.class)
        .list();
  }

  private static <T extends SqlStatement<T>> T bind(T statement, Subscription subscription) {
    return statement
        .bind("subscriptionId", subscription.subscriptionId())
        .bind("clientId", subscription.clientId())
        .bind("callbackUrl", subscription.callbackUrl())
        .bind("version", subscription.version())
        .bind("eventTypes", joined(subscription.eventTypes()));
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
            : SPACE.splitAsStream(types).flatMap(code -> EventType.find(code).stream()).toList());
  }
}
