package dev.tidings.tpp.graphql;

import dev.tidings.tpp.insight.Insights;
import dev.tidings.tpp.meter.MeterReading;
import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.ConnectionView;
import dev.tidings.tpp.view.NetWorth;
import dev.tidings.tpp.view.TransactionPage;
import dev.tidings.tpp.view.UnifiedView;
import dev.tidings.tpp.view.UnifiedView.AccountView;
import dev.tidings.tpp.view.UnifiedView.BankView;
import dev.tidings.tpp.web.Readings;
import dev.tidings.tpp.web.TransactionRequest;
import dev.tidings.tpp.web.WebApi;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one request reads: each reading is taken once, when it is first wanted, however often it is
 * asked for. Thread-safe.
 */
final class Moment {

  private final Readings readings;
  private final Once<UnifiedView> view;
  private final Once<List<Change>> changes;
  private final Once<MeterReading> meter;
  private final Once<NetWorth> netWorth;
  private final Once<Insights> insights;
  private final Once<List<ConnectionView>> connections;

  Moment(Readings readings) {
    this.readings = readings;
    this.view = new Once<>(readings.view());
    this.changes = new Once<>(() -> readings.changes().apply(WebApi.CHANGES_MAX));
    this.meter = new Once<>(readings.meter());
    this.netWorth = new Once<>(readings.netWorth());
    this.insights = new Once<>(readings.insights());
    this.connections = new Once<>(readings.connections());
  }

  UnifiedView view() {
    return view.get();
  }

  /** The newest ones, newest first. */
  List<Change> changes(int count) {
    List<Change> all = changes.get();
    return all.subList(0, Math.min(count, all.size()));
  }

  MeterReading meter() {
    return meter.get();
  }

  NetWorth netWorth() {
    return netWorth.get();
  }

  Insights insights() {
    return insights.get();
  }

  List<ConnectionView> connections() {
    return connections.get();
  }

  /** A page; each is a reading of its own, which is why each costs. */
  TransactionPage page(TransactionRequest request) {
    return readings.transactions().page(request.filter(), request.after(), request.size());
  }

  Optional<AccountView> account(String bankId, String accountId) {
    return view().accounts().stream()
        .filter(one -> one.bankId().equals(bankId) && one.accountId().equals(accountId))
        .findFirst();
  }

  /** The account of that id at the bank of that name, as changes tell it. */
  Optional<AccountView> accountAt(String bank, String accountId) {
    return view().accounts().stream()
        .filter(one -> one.bank().equals(bank) && one.accountId().equals(accountId))
        .findFirst();
  }

  Optional<BankView> bank(String bankId) {
    return view().banks().stream().filter(one -> one.bankId().equals(bankId)).findFirst();
  }

  private static final class Once<T> {

    private final Supplier<T> read;
    private @Nullable T value;

    Once(Supplier<T> read) {
      this.read = read;
    }

    synchronized T get() {
      T known = value;
      if (known == null) {
        known = read.get();
        value = known;
      }
      return known;
    }
  }
}
