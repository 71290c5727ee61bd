package dev.tidings.bank.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One browser's visit.
 *
 * @param csrf the text that each of its forms must bring back
 * @param customerId null until somebody signed in
 * @param openedAt when it began; each sign-in begins a new one
 */
record Session(String csrf, @Nullable String customerId, Instant openedAt, Instant lastUsedAt) {}
