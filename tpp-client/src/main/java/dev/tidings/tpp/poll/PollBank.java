package dev.tidings.tpp.poll;

import dev.tidings.jose.KeysUnavailableException;
import dev.tidings.securityevent.SetRejectedException;
import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.bank.EventsApi;
import dev.tidings.tpp.bank.EventsApi.Acknowledged;
import dev.tidings.tpp.bank.EventsApi.Polled;
import dev.tidings.tpp.bank.EventsApi.Refusal;
import dev.tidings.tpp.inbox.AcceptSet;
import dev.tidings.tpp.view.EventChannel.Arrival;
import dev.tidings.tpp.view.EventChannels;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls one bank. What is stored is acknowledged with the next poll: should we end between, the
 * bank gives it again and it is known to be a repeat. One thread at a time.
 */
final class PollBank {

  /** Rounds of one catching-up; what is left after them waits for the next. */
  static final int ROUNDS_MAX = 200;

  private static final int DESCRIPTION_LENGTH_MAX = 256;

  private static final Logger log = LoggerFactory.getLogger(PollBank.class);

  private final EventsApi api;
  private final AcceptSet acceptSet;
  private final EventChannels channels;
  private final InstantSource clock;
  private Acknowledged owed = Acknowledged.NOTHING;

  PollBank(EventsApi api, AcceptSet acceptSet, EventChannels channels, InstantSource clock) {
    this.api = api;
    this.acceptSet = acceptSet;
    this.channels = channels;
    this.clock = clock;
  }

  /**
   * Fetches until nothing is left, without waiting for more.
   *
   * @param arrival what to note of each event: whether it should have been pushed
   */
  void catchUp(Bank bank, Arrival arrival) throws BankException {
    for (int round = 0; round < ROUNDS_MAX; round++) {
      Round given = once(bank, arrival, false);
      if (!given.more() && !given.news()) {
        return;
      }
    }
  }

  /**
   * What one poll gave.
   *
   * @param more whether the bank has more
   * @param news whether there was anything but what had just been acknowledged
   */
  record Round(boolean more, boolean news) {}

  /** One poll. */
  Round once(Bank bank, Arrival arrival, boolean mayWait) throws BankException {
    try {
      Acknowledged said = owed;
      Polled polled = api.poll(bank, said, mayWait);
      owed = Acknowledged.NOTHING;
      take(polled.sets(), arrival);
      channels.polled(bank.bankId(), clock.instant(), owed.setErrs().size(), null);
      return new Round(polled.moreAvailable(), isNews(polled, said));
    } catch (BankException e) {
      channels.polled(bank.bankId(), clock.instant(), 0, e.words());
      throw e;
    }
  }

  private static boolean isNews(Polled polled, Acknowledged said) {
    return polled.sets().keySet().stream()
        .anyMatch(jti -> !said.ack().contains(jti) && !said.setErrs().containsKey(jti));
  }

  private void take(Map<String, String> sets, Arrival arrival) throws BankException {
    List<String> ack = new ArrayList<>();
    Map<String, Refusal> errors = new LinkedHashMap<>();
    List<Runnable> afterwards = new ArrayList<>();
    BankException left = null;
    for (Map.Entry<String, String> set : sets.entrySet()) {
      try {
        afterwards.add(acceptSet.accept(set.getValue(), arrival));
        ack.add(set.getKey());
      } catch (SetRejectedException e) {
        errors.put(set.getKey(), new Refusal(e.error().code(), description(e)));
      } catch (KeysUnavailableException e) {
        // Neither acknowledged nor refused: the bank gives it again.
        left = new BankException("its keys cannot be read: " + e.getMessage());
      } catch (RuntimeException e) {
        // As above; those beside it are not to wait for it.
        log.error("an event cannot be stored", e);
        left = new BankException("our own failure: an event cannot be stored");
      }
    }
    owed = new Acknowledged(List.copyOf(ack), Map.copyOf(errors));
    afterwards.forEach(Runnable::run);
    if (left != null) {
      throw left;
    }
  }

  private static String description(SetRejectedException e) {
    String words = String.valueOf(e.getMessage());
    return words.substring(0, Math.min(words.length(), DESCRIPTION_LENGTH_MAX));
  }
}
