package dev.tidings.bank.console;

import org.jspecify.annotations.Nullable;

/**
 * The page that says what cannot be done.
 *
 * @param onwards where one may go instead; null for the access dashboard
 */
public record ProblemView(Frame frame, String heading, String message, @Nullable Link onwards) {

  /** An address, and the words that lead to it. */
  public record Link(String address, String words) {}
}
