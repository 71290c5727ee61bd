package dev.tidings.bank.notification;

/** Where the life of a simulated bank may end, or its database fail once. */
enum CrashPoint {
  /** An event is in the log, its transaction not committed. */
  AFTER_INSERT,
  /** The producer's transaction is committed, nobody woken. */
  AFTER_COMMIT,
  /** A lease is taken, or taken over. */
  AFTER_LEASE,
  /** A SET is signed, nothing written. */
  AFTER_SIGN,
  /** Notifications are committed, the lanes not told. */
  AFTER_QUEUE,
  /** The receiver has been called, its answer not taken in. */
  AFTER_POST,
  /** That an attempt was the last is written, its transaction not committed. */
  BEFORE_COMPLETION,
  /** That it was the last is committed, memory does not know. */
  AFTER_COMPLETION,
  /** That an attempt is to be made again is written, its transaction not committed. */
  BEFORE_POSTPONEMENT,
  /** That it is to be made again is committed, memory does not know. */
  AFTER_POSTPONEMENT,
  /** Before any statement. */
  ANYWHERE
}
