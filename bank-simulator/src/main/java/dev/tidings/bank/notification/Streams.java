package dev.tidings.bank.notification;

import dev.tidings.bank.http.ApiException;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** The streams of Shared Signals: subscriptions of the same engine, one a TPP. Thread-safe. */
final class Streams {

  private final Database database;
  private final InstantSource clock;
  private final Runnable changed;

  /**
   * @param changed told after each change
   */
  Streams(Database database, InstantSource clock, Runnable changed) {
    this.database = database;
    this.clock = clock;
    this.changed = changed;
  }

  /** False when the TPP already has one. */
  boolean create(Subscription stream) {
    return database.inTransaction(unit -> {
      unit.afterCommit(changed);
      return Subscriptions.insert(unit.handle(), stream, clock.instant());
    });
  }

  Optional<Subscription> find(String clientId) {
    return database.read(handle -> Subscriptions.ofClient(handle, clientId, true));
  }

  /**
   * The stream with this id, if it is the TPP's.
   *
   * @throws ApiException 404 otherwise
   */
  Subscription require(String clientId, String streamId) {
    return database.read(handle -> require(handle, clientId, streamId));
  }

  /** Sets anew how it is delivered, or what it has. */
  Subscription update(String clientId, String streamId, UnaryOperator<Subscription> change) {
    return change(
        clientId,
        streamId,
        (unit, before) -> {
          Subscription after = change.apply(before).since(before);
          Subscriptions.update(unit.handle(), after, clock.instant());
          stopUnlessEnabled(unit, after);
          return after;
        });
  }

  /** Sets anew what only a stream has, and leaves its delivery in peace. */
  Subscription updateStream(String clientId, String streamId, UnaryOperator<Stream> change) {
    return change(
        clientId,
        streamId,
        (unit, before) -> {
          Subscription after = before.with(change.apply(streamOf(before))).since(before);
          Subscriptions.saveStream(unit.handle(), after);
          return after;
        });
  }

  void setStatus(String clientId, String streamId, UnaryOperator<Stream> change) {
    change(
        clientId,
        streamId,
        (unit, before) -> {
          Subscription after = before.with(change.apply(streamOf(before)));
          if (streamOf(before).status() == Stream.Status.DISABLED) {
            forgetQueued(unit, streamId); // what was decided before and written after
          }
          Subscriptions.saveStream(unit.handle(), after);
          Subscriptions.enable(unit.handle(), streamId, clock.instant());
          stopUnlessEnabled(unit, after);
          return after;
        });
  }

  void delete(String clientId, String streamId) {
    change(
        clientId,
        streamId,
        (unit, before) -> {
          Subscriptions.end(unit.handle(), streamId, clock.instant(), "stream deleted");
          return before;
        });
  }

  /** Does something in one transaction with the stream as it is. */
  Subscription change(
      String clientId, String streamId, BiFunction<UnitOfWork, Subscription, Subscription> work) {
    return database.inTransaction(unit -> {
      unit.afterCommit(changed);
      Subscriptions.lock(unit.handle(), streamId);
      return work.apply(unit, require(unit.handle(), clientId, streamId));
    });
  }

  /** Why the bank pushes nothing to it; empty when it does. */
  Optional<String> disabledReason(String streamId) {
    return database.read(handle -> Subscriptions.disabledReason(handle, streamId));
  }

  static Stream streamOf(Subscription subscription) {
    return Optional.ofNullable(subscription.stream()).orElseThrow();
  }

  private void stopUnlessEnabled(UnitOfWork unit, Subscription after) {
    Stream stream = streamOf(after);
    String id = after.subscriptionId();
    if (stream.status() == Stream.Status.ENABLED) {
      return;
    }
    Subscriptions.disable(
        unit.handle(), id, clock.instant(), stream.status().code() + " by the receiver");
    if (stream.status() == Stream.Status.DISABLED) {
      forgetQueued(unit, id);
    }
  }

  private void forgetQueued(UnitOfWork unit, String id) {
    NotificationTable.withholdAll(unit.handle(), id, clock.instant(), "the stream is disabled");
  }

  private static Subscription require(Handle handle, String clientId, String streamId) {
    return Subscriptions.ofClient(handle, clientId, true)
        .filter(stream -> stream.subscriptionId().equals(streamId))
        .orElseThrow(() -> SignalErrors.noStream(streamId));
  }
}
