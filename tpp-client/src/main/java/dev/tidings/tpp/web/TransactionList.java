package dev.tidings.tpp.web;

import dev.tidings.tpp.view.NetWorthHistory;
import dev.tidings.tpp.view.TransactionPage;
import dev.tidings.tpp.view.UnifiedView;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that the transactions page shows at one moment. */
public record TransactionList(UnifiedView view, TransactionRequest request, TransactionPage page) {

  /**
   * The transactions of a day, newest first.
   *
   * @param headed false when the page before has begun this day
   */
  public record Day(LocalDate date, boolean headed, List<TransactionView> transactions) {

    public String words() {
      return Figures.weekday(date);
    }
  }

  public List<Day> days() {
    List<Day> days = new ArrayList<>();
    LocalDate shownLast = request.after() == null ? null : day(request.after().bookedAt());
    for (TransactionView transaction : page.transactions()) {
      LocalDate date = day(transaction.bookedAt());
      if (days.isEmpty() || !days.getLast().date().equals(date)) {
        days.add(new Day(date, !date.equals(shownLast), new ArrayList<>()));
      }
      days.getLast().transactions().add(transaction);
    }
    return days;
  }

  /** The address of the next page; null after the last. */
  public @Nullable String nextPath() {
    return page.next() == null ? null : request.path(page.next());
  }

  /** How many there are, in words. */
  public String found() {
    return page.matching() == 0
        ? "Nothing matches"
        : Figures.count(page.matching(), "transaction")
            + (request.filter().isEmpty() ? "" : page.matching() == 1 ? " matches" : " match");
  }

  /** Whether anything but the words is filtered by. */
  public boolean isNarrowed() {
    return request.given().keySet().stream().anyMatch(name -> !name.equals("q"));
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, NetWorthHistory.ZONE);
  }
}
