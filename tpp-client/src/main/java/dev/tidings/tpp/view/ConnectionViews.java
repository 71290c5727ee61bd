package dev.tidings.tpp.view;

import dev.tidings.persistence.Database;
import dev.tidings.tpp.view.UnifiedView.AccountView;
import dev.tidings.tpp.view.UnifiedView.BankView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads how we stand with every bank. Thread-safe. */
public final class ConnectionViews {

  private final Database database;
  private final Views views;
  private final EventChannels channels;

  public ConnectionViews(Database database, Views views, EventChannels channels) {
    this.database = database;
    this.views = views;
    this.channels = channels;
  }

  /** Every bank, by name. */
  public List<ConnectionView> read() {
    UnifiedView view = views.read();
    Map<String, Agreed> agreed = agreed();
    Map<String, EventChannel> events = channels.all();
    return view.banks().stream()
        .map(bank ->
            connection(
                bank,
                agreed.getOrDefault(bank.bankId(), Agreed.NOTHING),
                events.getOrDefault(bank.bankId(), EventChannel.unused(bank.bankId())),
                view.accounts()))
        .toList();
  }

  private static ConnectionView connection(
      BankView bank, Agreed agreed, EventChannel events, List<AccountView> all) {
    List<AccountView> accounts =
        all.stream().filter(account -> account.bankId().equals(bank.bankId())).toList();
    String lastEventId =
        accounts.stream()
            .filter(account -> account.lastEventAt() != null)
            .max(Comparator.comparing(account -> Objects.requireNonNull(account.lastEventAt())))
            .map(AccountView::lastEventId)
            .orElse(null);
    long shared =
        accounts.stream()
            .filter(account ->
                switch (account.status()) {
                  case CURRENT, REFRESHING, STALE -> true;
                  case REVOKED, EXPIRED -> false;
                })
            .count();
    return new ConnectionView(
        bank,
        agreed.consentId(),
        agreed.connectedAt(),
        Math.toIntExact(shared),
        lastEventId,
        events);
  }

  private record Agreed(String bankId, @Nullable String consentId, @Nullable Instant connectedAt) {

    static final Agreed NOTHING = new Agreed("", null, null);
  }

  private Map<String, Agreed> agreed() {
    return database.read(handle ->
        handle
            .createQuery("select bank_id, consent_id, connected_at from bank_status")
            .map(row ->
                new Agreed(
                    row.getColumn("bank_id", String.class),
                    row.getColumn("consent_id", String.class),
                    row.getColumn("connected_at", Instant.class)))
            .list()
            .stream()
            .collect(Collectors.toMap(Agreed::bankId, one -> one)));
  }
}
