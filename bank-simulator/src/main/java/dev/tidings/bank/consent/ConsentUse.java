package dev.tidings.bank.consent;

import java.time.Instant;

/**
 * What a TPP has done with a consent.
 *
 * @param reads answered with data, or with the word that nothing is new
 * @param lastReadAt when the latest of them was answered
 */
public record ConsentUse(long reads, Instant lastReadAt) {

  ConsentUse and(ConsentUse other) {
    return new ConsentUse(
        reads + other.reads, lastReadAt.isAfter(other.lastReadAt) ? lastReadAt : other.lastReadAt);
  }
}
