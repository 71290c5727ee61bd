package dev.tidings.bank.broker;

/**
 * An event that waits for one processor.
 *
 * @param attempts how often it has failed
 */
record InboxEntry(LoggedEvent logged, int attempts) {

  String key() {
    return logged.event().key();
  }
}
