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
  /** The outcome of an attempt is written, its transaction not committed. */
  BEFORE_COMPLETION,
  /** The outcome is committed, memory does not know. */
  AFTER_COMPLETION,
  /** Before any statement. */
  ANYWHERE
}
