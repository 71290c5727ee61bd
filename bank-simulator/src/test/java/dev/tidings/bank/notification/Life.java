package dev.tidings.bank.notification;

import java.util.EnumMap;
import java.util.Map;

/** The life of one simulated process: it may end at points told beforehand. Thread-safe. */
final class Life {

  private final Map<CrashPoint, Armed> armed = new EnumMap<>(CrashPoint.class);
  private final Tally tally;
  private boolean over;
  private boolean troubled;

  /**
   * @param tally counts what happens at the points
   */
  Life(Tally tally) {
    this.tally = tally;
  }

  /**
   * At the given passing of a point it ends, or something fails once. What is told of a point stays
   * until it has happened.
   *
   * @param isFatal whether it ends
   */
  synchronized void arm(CrashPoint point, int passes, boolean isFatal) {
    armed.putIfAbsent(point, new Armed(passes, isFatal));
  }

  synchronized void disarm() {
    armed.clear();
  }

  /**
   * To be called at every point.
   *
   * @throws Crash when life is over
   * @throws Trouble when something is to fail here
   */
  synchronized void pass(CrashPoint point) {
    check();
    Armed next = armed.get(point);
    if (next == null) {
      return;
    }
    if (next.passesLeft() > 1) {
      armed.put(point, new Armed(next.passesLeft() - 1, next.isFatal()));
      return;
    }
    armed.remove(point);
    tally.fired(point, next.isFatal());
    if (next.isFatal()) {
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

  private record Armed(int passesLeft, boolean isFatal) {}
}
