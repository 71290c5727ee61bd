package dev.tidings.bank.broker;

/** Where a processor that is new to the log begins. */
public enum Begin {
  /** With the first event of the log. */
  FROM_THE_BEGINNING,
  /** With what is appended from now on. */
  FROM_NOW
}
