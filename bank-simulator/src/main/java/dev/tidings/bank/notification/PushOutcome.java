package dev.tidings.bank.notification;

/** What came of sending a SET once. */
sealed interface PushOutcome {

  /** The TPP has it. Source: RFC 8935 §2.2. */
  record Accepted(int status) implements PushOutcome {}

  /** The TPP answered otherwise. */
  record Refused(int status, String answer) implements PushOutcome {}

  /** There was no answer. */
  record NoAnswer(String why) implements PushOutcome {}
}
