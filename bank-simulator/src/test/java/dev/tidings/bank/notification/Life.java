package dev.tidings.bank.notification;

import org.jspecify.annotations.Nullable;

/** The life of one simulated process: it may end at a point told beforehand. Thread-safe. */
final class Life {

  private @Nullable CrashPoint where;
  private boolean fatal;
  private int passesLeft;
  private boolean over;
  private boolean troubled;

  /**
   * At the given passing of a point it ends, or something fails once.
   *
   * @param isFatal whether it ends
   */
  synchronized void arm(CrashPoint point, int passes, boolean isFatal) {
    where = point;
    passesLeft = passes;
    fatal = isFatal;
  }

  synchronized void disarm() {
    where = null;
  }

  /**
   * To be called at every point.
   *
   * @throws Crash when life is over
   * @throws Trouble when something is to fail here
   */
  synchronized void pass(CrashPoint point) {
    check();
    if (point != where || --passesLeft > 0) {
      return;
    }
    where = null;
    if (fatal) {
      over = true;
      throw new Crash();
    }
    troubled = true;
    throw new Trouble(point);
  }

  /** The dead do nothing. */
  synchronized void check() {
    if (over) {
      throw new Crash();
    }
  }

  synchronized boolean isOver() {
    return over;
  }

  /** Whether something has failed in it. */
  synchronized boolean wasTroubled() {
    return troubled;
  }

  /** Whether this comes of an end or a failure that was wanted. */
  static boolean causedByFault(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Crash || cause instanceof Trouble) {
        return true;
      }
    }
    return false;
  }

  /** An error and no exception: no part of the bank may think that it has survived. */
  static final class Crash extends Error {

    private static final long serialVersionUID = 1;

    Crash() {
      super("the bank has crashed", null, false, false);
    }
  }

  /** Something failed once. */
  static final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1;

    Trouble(CrashPoint point) {
      super("failed once, " + point);
    }
  }
}
