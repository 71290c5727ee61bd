package dev.tidings.bank.broker;

/**
 * Somebody else has taken the work over; whatever was begun under the lease must not be written.
 */
public final class LeaseLostException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public LeaseLostException(Lease lease) {
    super(lease.owner() + " no longer holds " + lease.name() + ", epoch " + lease.epoch());
  }
}
