package dev.tidings.bank.consent;

import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.openbanking.OBConsent.StatusReason;
import java.util.List;

/** Why a consent has its status. Source: OBIE R/W v4.0, OBStatusReason. */
public final class StatusReasons {

  private StatusReasons() {}

  /** Exactly one reason. */
  public static List<StatusReason> of(ConsentStatus status) {
    return List.of(
        switch (status) {
          case AWAU -> new StatusReason("U036", "Waiting for consent authorisation", null);
          case AUTH -> new StatusReason("U038", "Consent authorisation is completed", null);
          case RJCT -> new StatusReason("U037", "The customer refused the consent", null);
          case CANC -> new StatusReason("U035", "The customer revoked the consent", null);
          case EXPD -> new StatusReason("U035", "The consent is past its expiry", null);
        });
  }
}
