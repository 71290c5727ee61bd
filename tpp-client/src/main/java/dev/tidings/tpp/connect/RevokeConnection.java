package dev.tidings.tpp.connect;

import dev.tidings.persistence.Database;
import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.bank.Banks;
import dev.tidings.tpp.bank.Connection;
import dev.tidings.tpp.bank.Connections;
import dev.tidings.tpp.bank.ConsentApi;
import dev.tidings.tpp.refresh.EndConnection;
import dev.tidings.tpp.view.UnifiedView.BankView;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a consent back from our side: at the bank first, so that it is over there too. */
public final class RevokeConnection {

  private static final Logger log = LoggerFactory.getLogger(RevokeConnection.class);
  private static final String WORDS = "You ended the sharing here. The figures no longer change.";

  private final Database database;
  private final Banks banks;
  private final Connections connections;
  private final ConsentApi consents;
  private final EndConnection endConnection;

  public RevokeConnection(
      Database database,
      Banks banks,
      Connections connections,
      ConsentApi consents,
      EndConnection endConnection) {
    this.database = database;
    this.banks = banks;
    this.connections = connections;
    this.consents = consents;
    this.endConnection = endConnection;
  }

  /**
   * Ends the bank's connection; does nothing when there is none.
   *
   * @throws BankException when the bank does not answer: the consent may still hold there
   */
  void revoke(String bankId) throws BankException {
    Optional<Connection> open = connections.ofBank(bankId);
    Optional<Bank> bank = banks.find(bankId);
    if (open.isEmpty() || bank.isEmpty()) {
      return;
    }
    try {
      consents.delete(bank.get(), open.get().consentId());
    } catch (BankException.Unreachable e) {
      throw e; // the bank must know, or it would go on telling us
    } catch (BankException e) {
      log.info("the consent was over at {} before: {}", bankId, e.words());
    }
    database.useTransaction(
        unit -> endConnection.end(unit, open.get(), BankView.State.REVOKED, WORDS));
  }
}
