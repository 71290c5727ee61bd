package dev.tidings.bank.notification;

import dev.tidings.bank.http.Reach;
import java.time.Duration;

/**
 * How a bank tells, as far as that is chosen.
 *
 * @param policy how hard it tries to deliver
 * @param balances the content of SETs that have one
 * @param reach where callbacks may be
 * @param mergeWindow for so long a changed balance waits for further changes of the same account,
 *     which are then told by one SET; zero to merge nothing
 * @param verifyCallbacks whether a callback has to answer before it is taken
 * @param signing how requests about subscriptions are signed
 */
public record NotificationSettings(
    DeliveryPolicy policy,
    BalanceContent balances,
    Reach reach,
    Duration mergeWindow,
    boolean verifyCallbacks,
    MessageSigning signing) {

  /** The longest time that a change may wait for others. */
  public static final Duration MERGE_WINDOW_MAX = Duration.ofMinutes(10);

  public NotificationSettings {
    if (mergeWindow.isNegative() || mergeWindow.compareTo(MERGE_WINDOW_MAX) > 0) {
      throw new IllegalArgumentException(
          "the window to merge in is from 0 to " + MERGE_WINDOW_MAX.toSeconds() + " seconds");
    }
  }

  /** With callbacks anywhere, and everything off that is off by default. */
  public static NotificationSettings of(DeliveryPolicy policy, BalanceContent balances) {
    return new NotificationSettings(
        policy, balances, Reach.ANYWHERE, Duration.ZERO, false, MessageSigning.NO_KEYS);
  }

  /** The same with callbacks elsewhere. */
  public NotificationSettings withReach(Reach wanted) {
    return new NotificationSettings(
        policy, balances, wanted, mergeWindow, verifyCallbacks, signing);
  }

  /** The same with another window. */
  public NotificationSettings withMergeWindow(Duration window) {
    return new NotificationSettings(policy, balances, reach, window, verifyCallbacks, signing);
  }

  /** The same with callbacks that have to answer, or not. */
  public NotificationSettings withVerifyCallbacks(boolean verify) {
    return new NotificationSettings(policy, balances, reach, mergeWindow, verify, signing);
  }

  /** The same with requests signed otherwise. */
  public NotificationSettings withSigning(MessageSigning wanted) {
    return new NotificationSettings(policy, balances, reach, mergeWindow, verifyCallbacks, wanted);
  }
}
