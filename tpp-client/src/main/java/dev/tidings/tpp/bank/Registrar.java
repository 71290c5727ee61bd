package dev.tidings.tpp.bank;

import dev.tidings.tpp.timing.Backoff;
import dev.tidings.tpp.timing.DueTimer;
import dev.tidings.tpp.view.BankStatuses;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers with every configured bank and tries again, ever more seldom, while one is down. */
public final class Registrar implements AutoCloseable {

  /** Delays between tries at one bank. */
  static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  private static final Logger log = LoggerFactory.getLogger(Registrar.class);

  private final Registration registration;
  private final Banks banks;
  private final BankStatuses statuses;
  private final InstantSource clock;
  private final DueTimer timer;
  private final Map<String, Pending> pending = new ConcurrentHashMap<>();

  public Registrar(
      Registration registration, Banks banks, BankStatuses statuses, InstantSource clock) {
    this.registration = registration;
    this.banks = banks;
    this.statuses = statuses;
    this.clock = clock;
    this.timer = new DueTimer("registration", clock, this::runDue);
  }

  /**
   * From now on these banks are to know us, at this address of ours.
   *
   * @param issuers the banks; a slash at the end is left out
   * @return banks that knew us at another address: what they allowed us there is void
   */
  public List<String> wantAll(List<URI> issuers, String publicUrl) {
    List<String> moved = new ArrayList<>();
    for (URI issuer : issuers) {
      String bankId = Bank.idOf(issuer);
      String text = issuer.toString().replaceFirst("/+$", "");
      statuses.add(bankId, bankId.replace('-', ':'), "Not asked yet.");
      if (banks.add(bankId, text, publicUrl)) {
        log.info("our address changed; registering with {} anew", text);
        moved.add(bankId);
      }
      pending.put(bankId, new Pending(text, 0, clock.instant()));
    }
    timer.at(clock.instant());
    return moved;
  }

  /** One step: tries every bank whose time has come. */
  public synchronized void runDue() {
    pending.forEach((bankId, next) -> {
      if (!next.dueAt().isAfter(clock.instant())) {
        attempt(bankId, next);
      }
    });
    pending.values().stream().map(Pending::dueAt).min(Instant::compareTo).ifPresent(timer::at);
  }

  /** Begins no further attempt; one that waits for a bank ends when its calls are cancelled. */
  @Override
  public void close() {
    timer.close();
  }

  /** Waits until no attempt is under way any more, at most {@link DueTimer#ENDING_MAX}. */
  public void awaitEnded() {
    timer.awaitEnded();
  }

  private void attempt(String bankId, Pending next) {
    try {
      registration.complete(bankId, next.issuer());
      pending.remove(bankId);
      log.info("registered with {} and subscribed to its events", next.issuer());
    } catch (BankException e) {
      int failures = next.failures() + 1;
      Duration delay = BACKOFF.after(failures);
      pending.put(bankId, new Pending(next.issuer(), failures, clock.instant().plus(delay)));
      statuses.unreachable(bankId, e.words());
      if (failures == 1) {
        log.warn("cannot register with {} yet, trying on: {}", next.issuer(), e.words());
      }
    }
  }

  private record Pending(String issuer, int failures, Instant dueAt) {}
}
