package dev.tidings.tpp.refresh;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.bank.Connection;
import dev.tidings.tpp.bank.Connections;
import dev.tidings.tpp.meter.Meter;
import dev.tidings.tpp.view.AccountKey;
import dev.tidings.tpp.view.BankStatuses;
import dev.tidings.tpp.view.UnifiedView.AccountView;
import dev.tidings.tpp.view.UnifiedView.BankView;
import dev.tidings.tpp.view.ViewedAccounts;
import java.time.InstantSource;
import java.util.Optional;

/** What follows when a consent no longer holds: no tokens, no calls, a visible state. */
public final class EndConnection {

  private final Database database;
  private final Connections connections;
  private final WantedRefreshes wanted;
  private final ViewedAccounts accounts;
  private final BankStatuses statuses;
  private final Meter meter;
  private final InstantSource clock;

  public EndConnection(
      Database database,
      Connections connections,
      WantedRefreshes wanted,
      ViewedAccounts accounts,
      BankStatuses statuses,
      Meter meter,
      InstantSource clock) {
    this.database = database;
    this.connections = connections;
    this.wanted = wanted;
    this.accounts = accounts;
    this.statuses = statuses;
    this.meter = meter;
    this.clock = clock;
  }

  /** The bank says that the consent is over. */
  public void over(Connection connection, BankException.ConsentEnded why) {
    database.useTransaction(unit -> over(unit, connection, why));
  }

  /** As {@link #over(Connection, BankException.ConsentEnded)}, inside a transaction. */
  public void over(UnitOfWork unit, Connection connection, BankException.ConsentEnded why) {
    if (why.isWantedAgain()) {
      end(unit, connection, BankView.State.REVOKED, why.words());
    } else {
      over(unit, connection);
    }
  }

  /**
   * The consent has lost an account: it is not read and not shown any more, and that is said.
   *
   * @return false when it was not shown
   */
  public boolean lost(UnitOfWork unit, AccountKey key, String why) {
    Optional<ViewedAccounts.Known> known = accounts.find(unit, key);
    if (known.isEmpty()) {
      return false;
    }
    wanted.close(unit, key);
    accounts.remove(unit, key);
    statuses.detail(unit, key.bankId(), "“" + known.get().name() + "” " + why);
    return true;
  }

  /** We have moved, and the bank must register us anew; its consents were for the old address. */
  public void moved(String bankId) {
    database.useTransaction(unit ->
        connections
            .ofBank(unit, bankId)
            .ifPresent(connection ->
                end(
                    unit,
                    connection,
                    BankView.State.EXPIRED,
                    "Our address changed. Connect again.")));
  }

  /** The consent is over: taken back, or past its time if that has come. */
  public void over(UnitOfWork unit, Connection connection) {
    boolean expired = !clock.instant().isBefore(connection.consentExpiresAt());
    if (expired) {
      end(unit, connection, BankView.State.EXPIRED, "Your consent has expired. Connect again.");
    } else {
      end(unit, connection, BankView.State.REVOKED, "The consent was taken back at the bank.");
    }
  }

  /** Ends the connection, showing this state with these words. */
  public void end(UnitOfWork unit, Connection connection, BankView.State state, String words) {
    if (!replaced(unit, connection)) {
      return;
    }
    accounts.statusOfAll(
        unit,
        connection.bankId(),
        state == BankView.State.EXPIRED ? AccountView.Status.EXPIRED : AccountView.Status.REVOKED);
    statuses.state(unit, connection.bankId(), state, words, connection.consentExpiresAt());
  }

  /** Ends the connection in favour of a new one, whose state is shown instead. */
  public boolean replaced(UnitOfWork unit, Connection connection) {
    if (!connections.end(unit, connection.connectionId())) {
      return false;
    }
    wanted.close(unit, connection.bankId());
    meter.disconnected(unit, connection.bankId());
    return true;
  }
}
