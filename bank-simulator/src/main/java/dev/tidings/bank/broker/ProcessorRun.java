package dev.tidings.bank.broker;

import dev.tidings.persistence.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One processor's way through its inbox. The events of a key are written in order; one that fails
 * holds up its own key only, until it is given up. One thread at a time.
 */
final class ProcessorRun implements AutoCloseable {

  /** Events taken at one time. */
  static final int BATCH_MAX = 64;

  /** The longest error text that is kept, in characters. */
  static final int ERROR_LENGTH_MAX = 500;

  private static final Logger log = LoggerFactory.getLogger(ProcessorRun.class);

  private final EventProcessor processor;
  private final Database database;
  private final Leases leases;
  private final PrepareEvents preparation;
  private final InstantSource clock;
  private final RandomGenerator random;
  private @Nullable Lease lease;
  private Instant renewAt = Instant.MIN;

  /**
   * @param cores prepare its events; ended with this
   */
  ProcessorRun(
      EventProcessor processor,
      Database database,
      Leases leases,
      InstantSource clock,
      RandomGenerator random,
      ExecutorService cores) {
    this.processor = processor;
    this.database = database;
    this.leases = leases;
    this.preparation = new PrepareEvents(processor, cores);
    this.clock = clock;
    this.random = random;
  }

  String name() {
    return processor.name();
  }

  /** Handles one batch of what is due; returns how many events it has taken, done or failed. */
  synchronized int runOnce() {
    Lease held = holdLease();
    if (held == null) {
      return 0;
    }
    Instant now = clock.instant();
    List<InboxEntry> due =
        database.ask(
            connection -> ProcessorInbox.due(connection, processor.name(), now, BATCH_MAX));
    if (due.isEmpty()) {
      return 0;
    }
    try {
      write(preparation.prepare(due), held);
    } catch (LeaseLostException e) {
      log.warn("{}", e.getMessage());
      lease = null;
    }
    return due.size();
  }

  /** Gives the lease back, after the present batch. */
  @Override
  public synchronized void close() {
    preparation.close();
    if (lease != null) {
      leases.release(lease);
      lease = null;
    }
  }

  private @Nullable Lease holdLease() {
    Instant now = clock.instant();
    if (lease != null && now.isBefore(renewAt)) {
      return lease;
    }
    if (lease == null || !leases.renew(lease)) {
      lease = leases.acquire("processor:" + processor.name()).orElse(null);
      processor.resumed();
    }
    renewAt = now.plus(Leases.RENEWAL_INTERVAL);
    return lease;
  }

  private void write(List<Prepared> batch, Lease held) {
    Set<String> failedKeys = new HashSet<>();
    List<Prepared.Ready> ready = new ArrayList<>();
    for (Prepared prepared : batch) {
      if (failedKeys.contains(prepared.entry().key())) {
        continue;
      }
      switch (prepared) {
        case Prepared.Ready work -> ready.add(work);
        case Prepared.Failed failed -> {
          failedKeys.add(failed.entry().key());
          failed(failed.entry(), failed.cause(), held);
        }
      }
    }
    if (!ready.isEmpty() && !writeTogether(ready, held)) {
      writeOneByOne(ready, held);
    }
  }

  private boolean writeTogether(List<Prepared.Ready> ready, Lease held) {
    try {
      database.useTransaction(unit -> {
        ready.forEach(work -> work.work().write(unit));
        List<InboxEntry> entries = ready.stream().map(Prepared.Ready::entry).toList();
        ProcessorInbox.done(unit.handle(), entries, processor.name(), held);
      });
      return true;
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      processor.resumed();
      log.debug("{}: a batch of {} failed, now one by one", processor.name(), ready.size(), e);
      return false;
    }
  }

  private void writeOneByOne(List<Prepared.Ready> ready, Lease held) {
    Set<String> failedKeys = new HashSet<>();
    for (Prepared.Ready work : ready) {
      if (failedKeys.contains(work.entry().key())) {
        continue;
      }
      try {
        database.useTransaction(unit -> {
          work.work().write(unit);
          ProcessorInbox.done(unit.handle(), List.of(work.entry()), processor.name(), held);
        });
      } catch (LeaseLostException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        processor.resumed();
        failedKeys.add(work.entry().key());
        failed(work.entry(), e, held);
      }
    }
  }

  private void failed(InboxEntry entry, Throwable cause, Lease held) {
    int attempts = entry.attempts() + 1;
    if (attempts >= Broker.ATTEMPTS_MAX) {
      giveUp(entry, attempts, cause, held);
    } else {
      postpone(entry, attempts, cause, held);
    }
  }

  private void postpone(InboxEntry entry, int attempts, Throwable cause, Lease held) {
    Instant dueAt = clock.instant().plus(Broker.RETRY_BACKOFF.after(attempts, random));
    log.warn(
        "{} failed on event {} of {}, again at {}",
        processor.name(),
        entry.eventId(),
        entry.key(),
        dueAt,
        cause);
    database.useTransaction(unit ->
        ProcessorInbox.postpone(unit.handle(), entry, processor.name(), held, dueAt, words(cause)));
  }

  private void giveUp(InboxEntry entry, int attempts, Throwable cause, Lease held) {
    log.error(
        "{} has failed {} times on event {} of {} and gives it up",
        processor.name(),
        attempts,
        entry.eventId(),
        entry.key(),
        cause);
    Instant now = clock.instant();
    database.useTransaction(unit -> {
      if (ProcessorInbox.remove(unit.handle(), entry, processor.name(), held)) {
        DeadEvents.insert(unit.handle(), processor.name(), entry, attempts, words(cause), now);
      }
    });
  }

  private static String words(Throwable cause) {
    String words = cause.toString();
    return words.substring(0, Math.min(words.length(), ERROR_LENGTH_MAX));
  }
}
