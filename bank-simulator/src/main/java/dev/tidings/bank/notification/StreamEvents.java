package dev.tidings.bank.notification;

import dev.tidings.securityevent.EventUrn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Queues what a stream says of itself. Thread-safe. Source: OpenID SSF 1.0 §8.1.4, §8.1.5. */
final class StreamEvents {

  private final SetIssuer setIssuer;
  private final InstantSource clock;

  StreamEvents(SetIssuer setIssuer, InstantSource clock) {
    this.setIssuer = setIssuer;
    this.clock = clock;
  }

  /**
   * The receiver can be reached if this comes.
   *
   * @param state given back as it came
   */
  void verify(Handle handle, Subscription stream, @Nullable String state) {
    queue(handle, stream, EventUrn.VERIFICATION, state == null ? Map.of() : Map.of("state", state));
  }

  /** The bank, not the receiver, has changed the status. */
  void updated(Handle handle, Subscription stream, Stream.Status status, @Nullable String reason) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("status", status.code());
    if (reason != null) {
      content.put("reason", reason);
    }
    queue(handle, stream, EventUrn.STREAM_UPDATED, content);
  }

  private void queue(
      Handle handle, Subscription stream, String eventUrn, Map<String, Object> content) {
    String jti = UUID.randomUUID().toString();
    insert(handle, stream, jti, setIssuer.signOfStream(stream, jti, eventUrn, content));
  }

  /** No consent is needed for it, and no wish changes it. */
  private void insert(Handle handle, Subscription stream, String jti, String signedSet) {
    Instant now = clock.instant();
    handle
        .createUpdate(
            """
            insert into notification (jti, event_id, subscription_id, client_id, event_key,
              event_version, interaction_id, signed_set, status, attempts, round_at, due_at,
              occurred_at, created_at)
            values (:jti, :jti, :subscriptionId, :clientId, :subscriptionId, :version, :jti,
              :signedSet, 'PENDING', 0, :now, :now, :now, :now)
            """)
        .bind("jti", jti)
        .bind("subscriptionId", stream.subscriptionId())
        .bind("clientId", stream.clientId())
        .bind("version", now.toEpochMilli())
        .bind("signedSet", signedSet)
        .bind("now", now)
        .execute();
  }
}
