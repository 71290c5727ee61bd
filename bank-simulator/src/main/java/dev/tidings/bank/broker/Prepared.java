package dev.tidings.bank.broker;

/** What came of preparing an event. */
sealed interface Prepared {

  InboxEntry entry();

  /** It can be written. */
  record Ready(InboxEntry entry, EventProcessor.Work work) implements Prepared {}

  /** It cannot be read, or the processor threw. */
  record Failed(InboxEntry entry, Throwable cause) implements Prepared {}
}
