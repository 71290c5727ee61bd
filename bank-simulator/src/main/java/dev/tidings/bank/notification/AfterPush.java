package dev.tidings.bank.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to become of a notification after it was sent once. */
sealed interface AfterPush {

  /** The TPP has it. */
  record Done(String reason) implements AfterPush {}

  /** The TPP says that it will never take it: to the dead letters. */
  record Rejected(String reason) implements AfterPush {}

  /** The TPP wants nothing more at this address. */
  record Gone(String reason) implements AfterPush {}

  /**
   * To be tried again.
   *
   * @param notBefore when the TPP asked for a pause, its end
   */
  record Retry(String reason, @Nullable Instant notBefore) implements AfterPush {}
}
