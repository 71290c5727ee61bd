package dev.tidings.bank.consent;

import dev.tidings.openbanking.ConsentStatus;

/** A consent cannot go from its status to the wanted one. */
public final class IllegalConsentStateException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public IllegalConsentStateException(
      String consentId, ConsentStatus status, ConsentStatus wanted) {
    super("consent " + consentId + " is " + status + " and cannot become " + wanted);
  }
}
