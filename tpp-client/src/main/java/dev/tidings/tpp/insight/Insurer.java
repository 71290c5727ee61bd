package dev.tidings.tpp.insight;

import dev.tidings.openbanking.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is paid to one insurer.
 *
 * @param paidInYear in the last twelve months, unsigned
 * @param payment the last one, unsigned
 * @param rhythm null when it was paid once
 * @param next null when no further payment is expected
 * @param renews when the policy renews as far as payments tell; null when they do not
 * @param basis why that day, or why none, in words
 */
public record Insurer(
    String name,
    String bank,
    String accountName,
    Money paidInYear,
    Money payment,
    @Nullable Rhythm rhythm,
    @Nullable LocalDate next,
    @Nullable LocalDate renews,
    String basis) {}
