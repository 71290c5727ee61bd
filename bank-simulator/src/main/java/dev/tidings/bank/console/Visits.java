package dev.tidings.bank.console;

import dev.tidings.bank.oauth.Secrets;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ties requests to sessions: the cookie, and the secret in each form. Thread-safe. */
final class Visits {

  private final Sessions sessions;
  private final String cookieName;
  private final boolean secure;

  /**
   * @param issuer names the cookie, because cookies do not keep the ports of one host apart
   */
  Visits(String issuer, InstantSource clock) {
    this.sessions = new Sessions(clock);
    this.cookieName = "session-" + Secrets.hash(issuer).substring(0, 8);
    this.secure = issuer.startsWith("https:");
  }

  /** The session of this request, opened when there is none. */
  Session of(Context ctx) {
    return find(ctx).orElseGet(() -> open(ctx, null));
  }

  Optional<Session> find(Context ctx) {
    return sessions.find(ctx.cookie(cookieName));
  }

  /**
   * The session of a form that was sent.
   *
   * @throws PageException when the form does not bring back the session's secret
   */
  Session ofForm(Context ctx) {
    String sent = ctx.formParam("csrf");
    Session session = find(ctx).orElseThrow(PageException::stale);
    if (sent == null || !MessageDigest.isEqual(bytes(sent), bytes(session.csrf()))) {
      throw PageException.stale();
    }
    return session;
  }

  /** A new session in place of the old, so that nobody can have planted its cookie. */
  Session renew(Context ctx, @Nullable String customerId) {
    sessions.close(ctx.cookie(cookieName));
    return open(ctx, customerId);
  }

  private Session open(Context ctx, @Nullable String customerId) {
    String cookie = sessions.open(customerId);
    ctx.cookie(new Cookie(cookieName, cookie, "/", -1, secure, true, null, SameSite.LAX));
    return sessions.find(cookie).orElseThrow();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
