package dev.tidings.bank.notification;

import org.jspecify.annotations.Nullable;

/** What came of sending a SET once. */
sealed interface PushOutcome {

  /**
   * The TPP has it. Source: RFC 8935 §2.2.
   *
   * @param answer how the body begins, which should be empty
   */
  record Accepted(int status, String answer) implements PushOutcome {

    /** With an empty body. */
    Accepted(int status) {
      this(status, "");
    }
  }

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
