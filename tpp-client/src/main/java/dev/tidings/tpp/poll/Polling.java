package dev.tidings.tpp.poll;

import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.bank.Banks;
import dev.tidings.tpp.bank.EventsApi;
import dev.tidings.tpp.inbox.AcceptSet;
import dev.tidings.tpp.view.EventChannel.Way;
import dev.tidings.tpp.view.EventChannels;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A poller for each bank, and the switch between push and poll. Thread-safe.
 *
 * <p>Where a bank pushes, it is polled only to catch up: when we start, when an account's version
 * is seen to jump, and every {@link BankPoller#CATCH_UP_EVERY} for banks whose events carry none.
 */
public final class Polling implements AutoCloseable {

  /** How long the end of a poll is waited for. */
  static final Duration ENDING_MAX = Duration.ofSeconds(2);

  private final Banks banks;
  private final EventsApi api;
  private final AcceptSet acceptSet;
  private final EventChannels channels;
  private final InstantSource clock;
  private final Map<String, BankPoller> pollers = new ConcurrentHashMap<>();

  public Polling(
      Banks banks,
      EventsApi api,
      AcceptSet acceptSet,
      EventChannels channels,
      InstantSource clock) {
    this.banks = banks;
    this.api = api;
    this.acceptSet = acceptSet;
    this.channels = channels;
    this.clock = clock;
  }

  /** Fetches what the banks that know us could not bring while we were away, and goes on. */
  public void begin() {
    banks.registered().forEach(bank -> catchUp(bank.bankId()));
  }

  /** Something of this bank may be missing; returns at once. */
  public void catchUp(String bankId) {
    poller(bankId).wakeToCatchUp(false);
  }

  /**
   * From now on this bank's events come on this way.
   *
   * @throws BankException when the bank does not agree; then everything stays as it was
   */
  public void switchTo(String bankId, Way way) throws BankException {
    Bank bank =
        banks
            .find(bankId)
            .orElseThrow(() -> new BankException("the bank has not registered us yet"));
    api.push(bank, way == Way.PUSH);
    channels.switched(bankId, way);
    poller(bankId).wakeToCatchUp(true);
  }

  /** Begins no further poll; those that wait at a bank end when its calls are cancelled. */
  @Override
  public void close() {
    pollers.values().forEach(BankPoller::close);
  }

  /** Waits until no poll is under way any more, at most {@link #ENDING_MAX} each. */
  public void awaitEnded() {
    try {
      for (BankPoller poller : pollers.values()) {
        poller.awaitEnded(ENDING_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private BankPoller poller(String bankId) {
    return pollers.computeIfAbsent(
        bankId,
        id ->
            new BankPoller(
                () -> banks.find(id),
                () -> channels.of(id).way(),
                new PollBank(api, acceptSet, channels, clock),
                clock));
  }
}
