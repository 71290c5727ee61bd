package dev.tidings.bank.notification;

/**
 * How a bank tells, as far as that is chosen.
 *
 * @param policy how hard it tries to deliver
 * @param balances the content of SETs that have one
 */
public record NotificationSettings(DeliveryPolicy policy, BalanceContent balances) {

  /** With everything that is off by default off. */
  public static NotificationSettings of(DeliveryPolicy policy, BalanceContent balances) {
    return new NotificationSettings(policy, balances);
  }
}
