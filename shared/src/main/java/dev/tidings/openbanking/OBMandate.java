package dev.tidings.openbanking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed about repeated payments. Source: OBIE R/W v4.0, OBMandateRelatedInformation1.
 *
 * @param classification {@code FIXE} the same sum each time, {@code VARI} another one
 */
public record OBMandate(
    String mandateIdentification,
    String classification,
    @Nullable Instant firstPaymentDateTime,
    @Nullable Instant recurringPaymentDateTime,
    Frequency frequency) {

  /**
   * How often.
   *
   * @param type OBFrequency6Code, such as {@code MNTH}
   * @param pointInTime day of the month, two digits
   */
  public record Frequency(
      String type, @Nullable Integer countPerPeriod, @Nullable String pointInTime) {}
}
