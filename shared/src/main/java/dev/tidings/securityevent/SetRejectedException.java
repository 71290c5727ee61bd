package dev.tidings.securityevent;

/** A SET that must not be believed; says which check failed. */
public final class SetRejectedException extends Exception {

  private static final long serialVersionUID = 1;

  private final SetError error;

  public SetRejectedException(SetError error, String description) {
    super(description);
    this.error = error;
  }

  public SetError error() {
    return error;
  }
}
