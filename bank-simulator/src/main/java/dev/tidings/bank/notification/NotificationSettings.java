package dev.tidings.bank.notification;

import dev.tidings.bank.http.Reach;

/**
 * How a bank tells, as far as that is chosen.
 *
 * @param policy how hard it tries to deliver
 * @param balances the content of SETs that have one
 * @param reach where callbacks may be
 */
public record NotificationSettings(DeliveryPolicy policy, BalanceContent balances, Reach reach) {

  /** With callbacks anywhere, and everything off that is off by default. */
  public static NotificationSettings of(DeliveryPolicy policy, BalanceContent balances) {
    return new NotificationSettings(policy, balances, Reach.ANYWHERE);
  }

  /** The same with callbacks elsewhere. */
  public NotificationSettings withReach(Reach wanted) {
    return new NotificationSettings(policy, balances, wanted);
  }
}
