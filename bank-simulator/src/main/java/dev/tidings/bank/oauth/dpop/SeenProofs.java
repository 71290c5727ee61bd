package dev.tidings.bank.oauth.dpop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The proofs of the last moments, in memory, so that each serves once. A proof from before the
 * start is not taken: it may have been used in an earlier life. Thread-safe.
 */
final class SeenProofs {

  /** Beyond it nothing is taken until the oldest are forgotten: about 7,000 a second. */
  static final int PROOFS_MAX = 500_000;

  private final Duration remembered;
  private final InstantSource clock;
  private final Instant start;
  private final Map<Id, Instant> seen = new LinkedHashMap<>();

  /**
   * @param remembered for longer than any proof is good
   */
  SeenProofs(Duration remembered, InstantSource clock) {
    this.remembered = remembered;
    this.clock = clock;
    this.start = clock.instant();
  }

  /** Notes the use; false when it was used before, or may have been. */
  boolean use(String jkt, String jti, Instant issuedAt) {
    Instant now = clock.instant();
    if (issuedAt.getEpochSecond() < start.getEpochSecond()) {
      return false;
    }
    Id id = Id.of(jkt + " " + jti);
    synchronized (seen) {
      forget(now);
      return seen.size() < PROOFS_MAX && seen.putIfAbsent(id, now.plus(remembered)) == null;
    }
  }

  private void forget(Instant now) {
    Iterator<Instant> oldest = seen.values().iterator();
    while (oldest.hasNext() && oldest.next().isBefore(now)) {
      oldest.remove();
    }
  }

  /** Half of a SHA-256. */
  private record Id(long high, long low) {

    static Id of(String text) {
      try {
        ByteBuffer digest =
            ByteBuffer.wrap(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        return new Id(digest.getLong(), digest.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this Java has no SHA-256", e);
      }
    }
  }
}
