package dev.tidings.bank.notification;

/** What was decided about one TPP and one event; the later, the nearer it came to being told. */
enum Judgement {
  NO_CONSENT("no consent names this account"),
  CONSENT_NOT_AUTHORISED("its consent is not authorised (any more)"),
  NO_READ_BALANCES("its consent lacks ReadBalances"),
  NO_READ_TRANSACTIONS("its consent does not let it read this transaction"),
  OUTSIDE_TRANSACTION_WINDOW("its consent covers transactions of another time"),
  OTHER_CUSTOMERS_LIMIT("its consent is of a holder whose limits say nothing here"),
  NO_SUBSCRIPTION("it has no event subscription"),
  TYPE_NOT_SUBSCRIBED("its subscription asks for other event types"),
  BELOW_THRESHOLDS("the change is below the thresholds of its subscription"),
  STREAM_DISABLED("its stream is disabled"),
  SUBJECT_REMOVED("it has removed this account from its stream"),
  TOLD("it may know and wants to");

  private final String words;

  Judgement(String words) {
    this.words = words;
  }

  /** Why, to be read after the TPP's name. */
  String words() {
    return words;
  }
}
