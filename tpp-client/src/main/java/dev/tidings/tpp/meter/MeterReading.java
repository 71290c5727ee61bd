package dev.tidings.tpp.meter;

/**
 * What events cost, beside what polling would have cost.
 *
 * @param eventsReceived SETs that passed every check, repeats not counted
 * @param eventsRejected SETs that failed a check
 * @param duplicates SETs that had been received before
 * @param apiCalls account information calls made to all banks
 * @param apiCallsIfPolled calls that reading every connected bank's balances and transactions, one
 *     bulk call each, at every interval since it was connected would have made
 * @param pollIntervalSeconds that interval
 */
public record MeterReading(
    long eventsReceived,
    long eventsRejected,
    long duplicates,
    long apiCalls,
    long apiCallsIfPolled,
    long pollIntervalSeconds) {}
