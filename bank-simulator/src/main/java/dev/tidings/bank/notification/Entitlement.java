package dev.tidings.bank.notification;

import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.BusinessEvent.Alert;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.BusinessEvent.ConsentChanged;
import dev.tidings.bank.broker.BusinessEvent.LargeTransaction;
import dev.tidings.bank.broker.BusinessEvent.LowBalance;
import dev.tidings.bank.broker.BusinessEvent.SalaryArrived;
import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.Consents;
import dev.tidings.openbanking.Permission;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a consent lets a TPP know of an event: when it is queued, and again when it is sent. */
final class Entitlement {

  /** Why nothing leaves when it does not hold. */
  static final String WITHHELD_REASON = "no consent lets the TPP know any more";

  private final Consents consents;

  Entitlement(Consents consents) {
    this.consents = consents;
  }

  /**
   * The consent that still lets the TPP know; none also where none is needed. What a consent allows
   * never changes; whether it is in force, and for which accounts, does.
   */
  Optional<Consent> consent(Connection connection, Outgoing outgoing, Instant now)
      throws SQLException {
    List<String> consentIds = outgoing.consentIds();
    if (consentIds == null) {
      return Optional.empty();
    }
    String accountId = accountOf(outgoing.key());
    for (String consentId : consentIds) {
      Optional<Consent> found =
          consents
              .find(connection, consentId)
              .filter(consent ->
                  consent.clientId().equals(outgoing.clientId())
                      && ofBalance(consent, accountId, now) == Judgement.TOLD);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** {@link Judgement#TOLD}, or what is missing in this consent. */
  static Judgement judge(Consent consent, BusinessEvent event, Instant now) {
    return switch (event) {
      case ConsentChanged _ -> Judgement.TOLD;
      case BalanceChanged changed -> ofBalance(consent, changed.accountId(), now);
      case LowBalance low -> ofAlert(consent, low, now, Judgement.TOLD);
      case LargeTransaction large ->
          ofAlert(consent, large, now, ofTransaction(consent, large.credit(), large.bookedAt()));
      case SalaryArrived salary ->
          ofAlert(consent, salary, now, ofTransaction(consent, true, salary.bookedAt()));
    };
  }

  private static Judgement ofAlert(
      Consent consent, Alert alert, Instant now, Judgement ofTransaction) {
    Judgement ofBalance = ofBalance(consent, alert.accountId(), now);
    if (ofBalance != Judgement.TOLD) {
      return ofBalance;
    }
    if (ofTransaction != Judgement.TOLD) {
      return ofTransaction;
    }
    String customerId = consent.customerId();
    return customerId != null && alert.customerIds().contains(customerId)
        ? Judgement.TOLD
        : Judgement.OTHER_CUSTOMERS_LIMIT;
  }

  private static Judgement ofBalance(Consent consent, String accountId, Instant now) {
    if (!consent.accountIds().contains(accountId)) {
      return Judgement.NO_CONSENT;
    }
    if (!consent.isAuthorisedAt(now)) {
      return Judgement.CONSENT_NOT_AUTHORISED;
    }
    return consent.allows(Permission.ReadBalances) ? Judgement.TOLD : Judgement.NO_READ_BALANCES;
  }

  private static Judgement ofTransaction(Consent consent, boolean credit, Instant bookedAt) {
    Permission direction =
        credit ? Permission.ReadTransactionsCredits : Permission.ReadTransactionsDebits;
    if (!consent.allows(Permission.ReadTransactionsBasic) || !consent.allows(direction)) {
      return Judgement.NO_READ_TRANSACTIONS;
    }
    Instant from = consent.transactionsFrom();
    Instant to = consent.transactionsTo();
    boolean inside =
        (from == null || !bookedAt.isBefore(from)) && (to == null || !bookedAt.isAfter(to));
    return inside ? Judgement.TOLD : Judgement.OUTSIDE_TRANSACTION_WINDOW;
  }

  private static String accountOf(String key) {
    int mark = key.indexOf(Alert.KIND_MARK);
    return mark < 0 ? key : key.substring(0, mark);
  }
}
