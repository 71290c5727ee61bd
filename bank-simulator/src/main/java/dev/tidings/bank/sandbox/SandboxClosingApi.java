package dev.tidings.bank.sandbox;

import dev.tidings.bank.arrangement.Arrangements;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.CloseAccount;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.bank.ledger.PostingRefusedException;
import dev.tidings.http.InteractionId;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** The control API's part about the end of an account. Thread-safe. */
public final class SandboxClosingApi {

  /**
   * The account after it.
   *
   * @param paidOut signed decimal: what was left on it
   * @param consentIds of the consents that are in force and have lost the account
   */
  record ClosedView(
      String accountId, String status, String paidOut, String currency, List<String> consentIds) {}

  private final Database database;
  private final CloseAccount closeAccount;
  private final Consents consents;
  private final Arrangements arrangements = new Arrangements();

  public SandboxClosingApi(Database database, Ledger ledger, Consents consents) {
    this.database = database;
    this.closeAccount = new CloseAccount(ledger);
    this.consents = consents;
  }

  public void register(RoutesConfig routes) {
    routes.post("/sandbox/accounts/{AccountId}/close", this::close);
  }

  private void close(Context ctx) {
    String accountId = ctx.pathParam("AccountId");
    String interactionId = InteractionId.of(ctx);
    try {
      SandboxJson.answer(
          ctx, 200, database.inTransaction(unit -> close(unit, accountId, interactionId)));
    } catch (PostingRefusedException.UnknownAccount e) {
      throw ApiException.badRequest(
          "AccountId", ErrorCode.NOT_FOUND, String.valueOf(e.getMessage()));
    } catch (PostingRefusedException e) {
      throw ApiException.badRequest(
          "AccountId", ErrorCode.FIELD_INVALID, String.valueOf(e.getMessage()));
    }
  }

  /** The arrangements first: who makes a payment that is due locks in this order too. */
  private ClosedView close(UnitOfWork unit, String accountId, String interactionId) {
    arrangements.endOf(unit.handle(), accountId);
    CloseAccount.Closed closed = closeAccount.close(unit, accountId, interactionId);
    Account account = closed.account();
    return new ClosedView(
        account.accountId(),
        account.status(),
        closed.paidOut().decimal(),
        account.currency(),
        consents.accountClosed(unit, account.accountId(), account.version(), interactionId));
  }
}
