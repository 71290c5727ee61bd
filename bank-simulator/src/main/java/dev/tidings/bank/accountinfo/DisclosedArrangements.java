package dev.tidings.bank.accountinfo;

import dev.tidings.bank.arrangement.Arrangement;
import dev.tidings.bank.arrangement.Beneficiary;
import dev.tidings.bank.consent.Consent;
import dev.tidings.openbanking.Amount;
import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.OBBeneficiary;
import dev.tidings.openbanking.OBDirectDebit;
import dev.tidings.openbanking.OBMandate;
import dev.tidings.openbanking.OBScheduledPayment;
import dev.tidings.openbanking.OBStandingOrder;
import dev.tidings.openbanking.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a consent lets be seen of payments to come. The payee's account and bank need the Detail
 * permission. Source: OBIE R/W v4.0, Permissions.
 */
final class DisclosedArrangements {

  private DisclosedArrangements() {}

  static OBBeneficiary of(Beneficiary beneficiary, Consent consent) {
    DisclosedPayee payee =
        DisclosedPayee.of(
            beneficiary.name(),
            beneficiary.identification(),
            consent,
            Permission.ReadBeneficiariesDetail);
    return new OBBeneficiary(
        beneficiary.accountId(),
        beneficiary.beneficiaryId(),
        beneficiary.trusted() ? "Trusted" : "Ordinary",
        beneficiary.reference(),
        payee.agent(),
        payee.account());
  }

  static OBStandingOrder standingOrder(Arrangement order, Consent consent) {
    DisclosedPayee payee =
        DisclosedPayee.of(
            order.payee().name(),
            order.payee().identification(),
            consent,
            Permission.ReadStandingOrdersDetail);
    Amount each = order.low().amount();
    return new OBStandingOrder(
        order.accountId(),
        order.arrangementId(),
        order.nextDueAt(),
        order.lastPaidAt(),
        order.status().name(),
        order.firstPaidAt() == null ? null : each,
        order.nextDueAt() == null ? null : each,
        amount(order.lastPaid()),
        payee.agent(),
        payee.account(),
        mandate(order),
        new OBStandingOrder.RemittanceInformation(List.of(order.reference())));
  }

  /** For direct debits the standard has no Detail permission: the collector is named to all. */
  static OBDirectDebit directDebit(Arrangement debit) {
    return new OBDirectDebit(
        debit.accountId(),
        debit.arrangementId(),
        debit.status().name(),
        mandate(debit),
        debit.payee().name(),
        debit.lastPaidAt(),
        amount(debit.lastPaid()));
  }

  /** A payment that is still to come. */
  static OBScheduledPayment scheduledPayment(Arrangement payment, Consent consent) {
    DisclosedPayee payee =
        DisclosedPayee.of(
            payment.payee().name(),
            payment.payee().identification(),
            consent,
            Permission.ReadScheduledPaymentsDetail);
    Instant due = Objects.requireNonNull(payment.nextDueAt(), "a scheduled payment to come");
    return new OBScheduledPayment(
        payment.accountId(),
        payment.arrangementId(),
        due,
        "Execution",
        payment.reference(),
        payment.low().amount(),
        payee.agent(),
        payee.account());
  }

  private static OBMandate mandate(Arrangement arrangement) {
    int dayOfMonth = arrangement.recurrence().dayOfMonth();
    return new OBMandate(
        arrangement.reference(),
        arrangement.isFixed() ? "FIXE" : "VARI",
        arrangement.firstPaidAt(),
        arrangement.nextDueAt(),
        new OBMandate.Frequency(
            frequency(arrangement), 1, String.format(Locale.ROOT, "%02d", dayOfMonth)));
  }

  /** OBFrequency6Code: each month, quarter, half-year or year. */
  private static String frequency(Arrangement arrangement) {
    return switch (arrangement.recurrence().months().size()) {
      case 12 -> "MNTH";
      case 4 -> "QURT";
      case 2 -> "MIAN";
      case 1 -> "YEAR";
      default -> "ADHO";
    };
  }

  private static @Nullable Amount amount(@Nullable Money money) {
    return money == null ? null : money.amount();
  }
}
