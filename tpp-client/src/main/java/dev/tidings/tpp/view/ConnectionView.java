package dev.tidings.tpp.view;

import dev.tidings.tpp.view.UnifiedView.BankView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How we stand with one bank: consent, accounts, events.
 *
 * @param consentId of the last consent; null when there never was one
 * @param connectedAt when the customer agreed to it
 * @param accounts that are shared now
 * @param lastEventId {@code jti} of the event that made an account be read last
 */
public record ConnectionView(
    BankView bank,
    @Nullable String consentId,
    @Nullable Instant connectedAt,
    int accounts,
    @Nullable String lastEventId,
    EventChannel events) {}
