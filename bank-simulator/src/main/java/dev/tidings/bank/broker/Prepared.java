package dev.tidings.bank.broker;

/** What came of preparing an event. */
sealed interface Prepared {

  InboxEntry entry();

  /** It can be written. */
  record Ready(InboxEntry entry, EventProcessor.Work work) implements Prepared {}

  /** The processor threw. */
  record Failed(InboxEntry entry, RuntimeException cause) implements Prepared {}
}
