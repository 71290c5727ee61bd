package dev.tidings.bank.console;

import dev.tidings.bank.oauth.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in, in memory: a restart signs everybody out. Known by the hash of the cookie only.
 * Thread-safe.
 */
final class Sessions {

  /** Above it the one that was not used for the longest time goes. */
  static final int SESSIONS_MAX = 10_000;

  /** A session that is not used for so long ends. */
  static final Duration IDLE_MAX = Duration.ofMinutes(30);

  private final InstantSource clock;
  private final Map<String, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /** The session of this cookie, used just now. */
  synchronized Optional<Session> find(@Nullable String cookie) {
    if (cookie == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Session used =
        sessions.computeIfPresent(
            Secrets.hash(cookie),
            (hash, session) ->
                now.isAfter(session.lastUsedAt().plus(IDLE_MAX))
                    ? null
                    : new Session(session.csrf(), session.customerId(), session.openedAt(), now));
    return Optional.ofNullable(used);
  }

  /**
   * Opens a session.
   *
   * @return its cookie
   */
  synchronized String open(@Nullable String customerId) {
    String cookie = Secrets.next();
    Instant now = clock.instant();
    sessions.put(Secrets.hash(cookie), new Session(Secrets.next(), customerId, now, now));
    if (sessions.size() > SESSIONS_MAX) {
      Iterator<String> oldest = sessions.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return cookie;
  }

  synchronized void close(@Nullable String cookie) {
    if (cookie != null) {
      sessions.remove(Secrets.hash(cookie));
    }
  }
}
