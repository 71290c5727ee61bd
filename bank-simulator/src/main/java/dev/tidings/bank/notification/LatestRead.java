package dev.tidings.bank.notification;

import java.util.LinkedHashSet;

/** The latest that were read from the table, until they are told of. Not thread-safe. */
final class LatestRead {

  /** The older ones are forgotten. */
  static final int JTIS_MAX = 2 * Lane.WINDOW_MAX;

  private final LinkedHashSet<String> jtis = new LinkedHashSet<>();

  void add(String jti) {
    jtis.add(jti);
    if (jtis.size() > JTIS_MAX) {
      jtis.removeFirst();
    }
  }

  /** Whether it was among them; it no longer is. */
  boolean remove(String jti) {
    return jtis.remove(jti);
  }
}
