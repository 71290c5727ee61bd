package dev.tidings.bank.notification;

import org.jspecify.annotations.Nullable;

/** What came of sending a SET once. */
sealed interface PushOutcome {

  /** The TPP has it. Source: RFC 8935 §2.2. */
  record Accepted(int status) implements PushOutcome {}

  /**
   * The TPP answered otherwise.
   *
   * @param answer how the body begins
   * @param retryAfter the header as it came
   */
  record Refused(int status, String answer, @Nullable String retryAfter) implements PushOutcome {}

  /** There was no answer. */
  record NoAnswer(String why) implements PushOutcome {}
}
