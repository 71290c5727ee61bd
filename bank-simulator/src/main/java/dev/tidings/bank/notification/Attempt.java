package dev.tidings.bank.notification;

/** What became of the wish to attempt a notification. */
sealed interface Attempt {

  /** It was attempted, or at least looked at; still to be written down. */
  record Made(Completion completion) implements Attempt {}

  /** Nothing was done, and nothing is to be written. */
  record NotMade(AttemptResult result) implements Attempt {}
}
