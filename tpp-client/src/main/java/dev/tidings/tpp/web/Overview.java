package dev.tidings.tpp.web;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.meter.Approach;
import dev.tidings.tpp.meter.MeterReading;
import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.Rates;
import dev.tidings.tpp.view.UnifiedView;
import dev.tidings.tpp.view.UnifiedView.AccountView;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All that the overview page shows at one moment.
 *
 * @param changes newest first
 */
public record Overview(UnifiedView view, List<Change> changes, MeterReading meter) {

  /** How many changes the page lists. */
  public static final int CHANGES_SHOWN_MAX = 5;

  /** How many transactions the page lists. */
  public static final int TRANSACTIONS_SHOWN_MAX = 12;

  /** Width of the meter's bars, in the units of its drawing. */
  public static final int BAR_WIDTH = 100;

  public Overview {
    changes =
        changes.stream().sorted(Comparator.comparingLong(Change::sequence).reversed()).toList();
  }

  public List<BankSection> banks() {
    return IntStream.range(0, view.banks().size())
        .mapToObj(place -> {
          UnifiedView.BankView bank = view.banks().get(place);
          return new BankSection(bank, accountsOf(bank.bankId()), place);
        })
        .toList();
  }

  /** All sums as one, at {@link Rates#FIXED}; null when that says no more than the sums do. */
  public @Nullable Money inOneCurrency() {
    return view.totals().size() < 2 ? null : Rates.FIXED.total(view.totals());
  }

  /** At what rates, and what they leave out, in words. */
  public String ratesInWords() {
    return "altogether, at the "
        + Rates.FIXED.name()
        + " of "
        + Figures.day(Rates.FIXED.date())
        + (Rates.FIXED.covers(view.totals()) ? "" : ", without currencies that they lack");
  }

  public List<TransactionView> transactionsShown() {
    List<TransactionView> latest = view.latestTransactions();
    return latest.subList(0, Math.min(TRANSACTIONS_SHOWN_MAX, latest.size()));
  }

  public List<Change> changesShown() {
    return changes.subList(0, Math.min(CHANGES_SHOWN_MAX, changes.size()));
  }

  /** The newest change of the account among the recent ones; null when there is none. */
  public @Nullable Change lastChange(AccountView account) {
    for (Change change : changes) {
      if (change.accountId().equals(account.accountId()) && change.bank().equals(account.bank())) {
        return change;
      }
    }
    return null;
  }

  /** The colour class of the bank of that name. */
  public String colourClass(String bank) {
    return banks().stream()
        .filter(section -> section.bank().name().equals(bank))
        .map(BankSection::colourClass)
        .findFirst()
        .orElse("bank-colour-0");
  }

  /** Calls because of events: all but the first reading, which a poller needs too. */
  public long callsMade() {
    return meter.of(Approach.EVENTS).calls();
  }

  /** Length of the bar for that many calls, 0 to {@link #BAR_WIDTH}; one call is always seen. */
  public long barWidth(long calls) {
    long most = Math.max(1, Math.max(callsMade(), meter.apiCallsIfPolled()));
    return calls == 0 ? 0 : Math.max(1, Math.round((double) calls * BAR_WIDTH / most));
  }

  /** What the two figures mean together, in words. */
  public String savingInWords() {
    long made = callsMade();
    long polled = meter.apiCallsIfPolled();
    if (polled <= made) {
      return "Each call was made because somebody connected or an event arrived.";
    }
    if (made == 0) {
      return "No call was needed yet.";
    }
    long times = polled / made;
    return times >= 2
        ? Figures.count(times) + " times fewer calls, and nobody waits for the next poll."
        : Figures.count(polled - made, "call") + " saved, and nobody waits for the next poll.";
  }

  private List<AccountView> accountsOf(String bankId) {
    return view.accounts().stream().filter(account -> account.bankId().equals(bankId)).toList();
  }
}
