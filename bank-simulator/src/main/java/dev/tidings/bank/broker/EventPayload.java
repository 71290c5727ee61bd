package dev.tidings.bank.broker;

import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.BusinessEvent.ConsentRevoked;
import dev.tidings.bank.broker.BusinessEvent.LargeTransaction;
import dev.tidings.bank.broker.BusinessEvent.LinkedAccountClosed;
import dev.tidings.bank.broker.BusinessEvent.LowBalance;
import dev.tidings.bank.broker.BusinessEvent.SalaryArrived;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;

/** Writes and reads a business event as the log's type and JSON. */
final class EventPayload {

  private static final String BALANCE_CHANGED = "balance-changed";
  private static final String CONSENT_REVOKED = "consent-revoked";
  private static final String LINKED_ACCOUNT_CLOSED = "linked-account-closed";

  private EventPayload() {}

  static String typeOf(BusinessEvent event) {
    return switch (event) {
      case BalanceChanged _ -> BALANCE_CHANGED;
      case ConsentRevoked _ -> CONSENT_REVOKED;
      case LinkedAccountClosed _ -> LINKED_ACCOUNT_CLOSED;
      case BusinessEvent.Alert alert -> alert.kind();
    };
  }

  static String write(BusinessEvent event) {
    return OpenBankingJson.write(event);
  }

  static BusinessEvent read(String type, String json) {
    try {
      return switch (type) {
        case BALANCE_CHANGED -> OpenBankingJson.read(json, BalanceChanged.class);
        case CONSENT_REVOKED -> OpenBankingJson.read(json, ConsentRevoked.class);
        case LINKED_ACCOUNT_CLOSED -> OpenBankingJson.read(json, LinkedAccountClosed.class);
        case LowBalance.KIND -> OpenBankingJson.read(json, LowBalance.class);
        case LargeTransaction.KIND -> OpenBankingJson.read(json, LargeTransaction.class);
        case SalaryArrived.KIND -> OpenBankingJson.read(json, SalaryArrived.class);
        default -> throw new IllegalStateException("the log holds an unknown event " + type);
      };
    } catch (IOException e) {
      throw new IllegalStateException("the log holds an unreadable " + type, e);
    }
  }
}
