package dev.tidings.bank.oauth.dpop;

/** A proof that proves nothing. */
public final class InvalidProofException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean nonceMissing;

  private InvalidProofException(String message, boolean nonceMissing) {
    super(message, null, false, false);
    this.nonceMissing = nonceMissing;
  }

  static InvalidProofException refused(String message) {
    return new InvalidProofException(message, false);
  }

  static InvalidProofException needsNonce() {
    return new InvalidProofException("put the DPoP-Nonce of this answer into the proof", true);
  }

  /** Whether the same with the server's nonce would have been right. */
  public boolean isNonceMissing() {
    return nonceMissing;
  }
}
