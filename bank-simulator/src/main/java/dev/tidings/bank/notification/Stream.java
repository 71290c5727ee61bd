package dev.tidings.bank.notification;

import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Shared Signals stream has beside what every subscription has. Source: OpenID SSF 1.0 §8.1.
 *
 * @param eventsRequested as they came, also those that the bank does not know; null for all
 * @param authorization sent with each push as {@code Authorization}; null for none
 * @param status as the receiver has set it
 * @param reason that the receiver gave for it
 * @param removedAccountIds accounts that the receiver does not want to hear of
 * @param verifiedAt when the receiver last asked for a verification event
 */
record Stream(
    @Nullable String description,
    @Nullable List<String> eventsRequested,
    @Nullable String authorization,
    Status status,
    @Nullable String reason,
    Set<String> removedAccountIds,
    @Nullable Instant verifiedAt) {

  /** Source: OpenID SSF 1.0 §8.1.2. */
  enum Status {
    ENABLED,
    /** Nothing is sent; what happens meanwhile is kept for later. */
    PAUSED,
    /** Nothing is sent, and nothing kept. */
    DISABLED;

    /** On the wire. */
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Stream withStatus(Status wanted, @Nullable String why) {
    return new Stream(
        description, eventsRequested, authorization, wanted, why, removedAccountIds, verifiedAt);
  }

  Stream withRemoved(Set<String> accountIds) {
    return new Stream(
        description,
        eventsRequested,
        authorization,
        status,
        reason,
        Set.copyOf(accountIds),
        verifiedAt);
  }

  Stream withVerifiedAt(Instant at) {
    return new Stream(
        description, eventsRequested, authorization, status, reason, removedAccountIds, at);
  }

  String json() {
    return OpenBankingJson.write(this);
  }

  static @Nullable Stream of(@Nullable String json) {
    try {
      return json == null ? null : OpenBankingJson.read(json, Stream.class);
    } catch (IOException e) {
      throw new IllegalStateException("the table holds an unreadable stream", e);
    }
  }
}
