package dev.tidings.tpp.poll;

import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.timing.Backoff;
import dev.tidings.tpp.view.EventChannel.Arrival;
import dev.tidings.tpp.view.EventChannel.Way;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one poller of one bank, on a virtual thread of its own. Thread-safe. */
final class BankPoller implements AutoCloseable {

  /** How often a bank that pushes is asked whether something is left. */
  static final Duration CATCH_UP_EVERY = Duration.ofHours(6);

  /** Gaps that are noticed within this time are answered by one catching-up. */
  static final Duration CATCH_UP_GAP_MIN = Duration.ofSeconds(10);

  /** Delays after failures in a row. */
  static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  private static final Logger log = LoggerFactory.getLogger(BankPoller.class);

  private final Supplier<Optional<Bank>> bank;
  private final Supplier<Way> way;
  private final PollBank pollBank;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final PollPauses pauses = new PollPauses();
  private final Thread thread;
  private boolean catchUpWanted;
  private boolean switched;
  private boolean closed;
  private Instant lastCatchUp = Instant.MIN;
  private int failures;

  BankPoller(
      Supplier<Optional<Bank>> bank, Supplier<Way> way, PollBank pollBank, InstantSource clock) {
    this.bank = bank;
    this.way = way;
    this.pollBank = pollBank;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("poll").start(this::run);
  }

  /** Something may be left to fetch; it is not the bank's failing when the way has just changed. */
  void wakeToCatchUp(boolean afterSwitch) {
    lock.lock();
    try {
      catchUpWanted = true;
      switched |= afterSwitch;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a poll that is under way; never interrupts one, for it may be writing. */
  void awaitEnded(Duration atMost) throws InterruptedException {
    thread.join(atMost);
  }

  private void run() {
    try {
      while (!isClosed()) {
        workOnce();
      }
    } catch (InterruptedException e) {
      log.debug("a poller ends");
    }
  }

  /** Whatever fails is tried again, for nobody else would: there is one poller of a bank. */
  private void workOnce() throws InterruptedException {
    try {
      if (awaitWork()) {
        step();
        failures = 0;
      }
    } catch (BankException e) {
      log.info("polling failed: {}", e.words());
      failures++;
      putOff(e.retryAfter().orElse(BACKOFF.after(failures)));
    } catch (RuntimeException e) {
      if (!isClosed()) {
        log.error("polling failed by our own failure; it is tried again", e);
      }
      failures++;
      putOff(BACKOFF.after(failures));
    }
  }

  private void step() throws BankException, InterruptedException {
    Optional<Bank> known = bank.get();
    if (known.isEmpty()) {
      return;
    }
    Optional<Arrival> catchUp = takeCatchUp();
    if (catchUp.isPresent()) {
      pollBank.catchUp(known.get(), catchUp.get());
    } else if (way.get() == Way.POLL) {
      pollOnce(known.get());
    }
  }

  private void pollOnce(Bank bank) throws BankException, InterruptedException {
    long begunNs = System.nanoTime();
    boolean news = pollBank.once(bank, Arrival.POLLED, true).news();
    rest(pauses.after(news, Duration.ofNanos(System.nanoTime() - begunNs)), true);
  }

  private Optional<Arrival> takeCatchUp() {
    Way now = way.get();
    lock.lock();
    try {
      if (!catchUpWanted) {
        return Optional.empty();
      }
      Arrival arrival = switched || now == Way.POLL ? Arrival.POLLED : Arrival.MISSED;
      catchUpWanted = false;
      switched = false;
      lastCatchUp = clock.instant();
      return Optional.of(arrival);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something to do; false once closed. */
  private boolean awaitWork() throws InterruptedException {
    if (way.get() == Way.POLL && bank.get().isPresent()) {
      return !isClosed();
    }
    lock.lockInterruptibly();
    try {
      while (!closed && !(catchUpWanted && (switched || untilCatchUpMay() == 0))) {
        long nanos = catchUpWanted ? untilCatchUpMay() : CATCH_UP_EVERY.toNanos();
        if (woken.awaitNanos(nanos) <= 0 && !catchUpWanted) {
          catchUpWanted = true;
        }
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private long untilCatchUpMay() {
    if (lastCatchUp.equals(Instant.MIN)) {
      return 0;
    }
    Duration since = Duration.between(lastCatchUp, clock.instant());
    return Math.max(0, CATCH_UP_GAP_MIN.minus(since).toNanos());
  }

  private void putOff(Duration delay) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      catchUpWanted = true;
    } finally {
      lock.unlock();
    }
    rest(delay, false);
  }

  /** Does nothing for so long, or until there is something to catch up with; less once closed. */
  private void rest(Duration time, boolean untilWoken) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = time.toNanos();
      while (!closed && nanos > 0 && !(untilWoken && catchUpWanted)) {
        nanos = woken.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
