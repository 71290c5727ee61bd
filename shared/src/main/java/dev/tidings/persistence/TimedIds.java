package dev.tidings.persistence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * UUIDs that begin with a time, so that what is written at one time lies together in every index:
 * many rows of a transaction are then on few pages. Source: RFC 9562 §5.7, §5.8.
 */
public final class TimedIds {

  private static final int VERSION_RANDOM = 7;
  private static final int VERSION_NAMED = 8;

  /** Bits of the upper half that come after the time and the version. */
  private static final int REST_BITS = 12;

  private static final long REST_MASK = (1L << REST_BITS) - 1;

  private static final int VERSION_BITS = 4;

  private TimedIds() {}

  /** One that nobody can foresee: version 7. */
  public static String random(Instant at) {
    return of(at, VERSION_RANDOM, UUID.randomUUID());
  }

  /** The same for the same time and name: version 8. */
  public static String named(Instant at, String name) {
    return of(at, VERSION_NAMED, UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  private static String of(Instant at, int version, UUID rest) {
    long timed = (at.toEpochMilli() << VERSION_BITS) | version;
    long upper = (timed << REST_BITS) | (rest.getMostSignificantBits() & REST_MASK);
    return new UUID(upper, rest.getLeastSignificantBits()).toString();
  }
}
