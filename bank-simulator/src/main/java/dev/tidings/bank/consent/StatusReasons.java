package dev.tidings.bank.consent;

import dev.tidings.openbanking.OBConsent.StatusReason;
import java.util.List;

/**
 * Why a consent has its status, in the standard's words. Source: OBIE R/W v4.0, OBStatusReason and
 * the code set OBExternalStatusReason1Code.
 */
public final class StatusReasons {

  private StatusReasons() {}

  /** At least one reason. */
  public static List<StatusReason> of(Consent consent) {
    if (consent.awaitsReauthentication()) {
      return List.of(
          reason("TKSP", "The bank has suspended the access"),
          reason(Consent.REAUTHENTICATE, "The customer has to authorise the consent again"));
    }
    return List.of(
        switch (consent.status()) {
          case AWAU -> reason("U036", "Waiting for completion of consent authorisation");
          case AUTH -> reason("U038", "Consent authorisation is completed");
          case RJCT -> reason("U037", "The customer refused the consent");
          case CANC -> reason("U042", "The customer revoked the consent at the bank");
          case EXPD -> reason("TKXP", "The consent is past its expiry");
        });
  }

  private static StatusReason reason(String code, String description) {
    return new StatusReason(code, description, null);
  }
}
