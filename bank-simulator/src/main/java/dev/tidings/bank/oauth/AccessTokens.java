package dev.tidings.bank.oauth;

import dev.tidings.bank.http.AccessLog;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.oauth.TokenRows.Found;
import dev.tidings.bank.oauth.TokenRows.Issue;
import dev.tidings.bank.oauth.dpop.InvalidProofException;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides what the sender of a request may be taken for. Thread-safe. Source: RFC 6750 §2.1, RFC
 * 9449 §7, RFC 8705 §3.
 */
public final class AccessTokens {

  /** How long a token of the token endpoint serves. */
  public static final Duration LIFE = Duration.ofMinutes(10);

  /** With a limit. */
  private static final Pattern CREDENTIALS =
      Pattern.compile("(Bearer|DPoP) ([A-Za-z0-9._~+/-]{1,200}=*)", Pattern.CASE_INSENSITIVE);

  private final Database database;
  private final SenderConstraints senders;
  private final boolean strict;
  private final InstantSource clock;

  /**
   * @param strict whether only tokens of the token endpoint are good, and none of the sandbox's
   */
  public AccessTokens(
      Database database, SenderConstraints senders, boolean strict, InstantSource clock) {
    this.database = database;
    this.senders = senders;
    this.strict = strict;
    this.clock = clock;
  }

  /** Takes bearer tokens only: without an address of its own, no proof can be for it. */
  public AccessTokens(Database database, InstantSource clock) {
    this(database, new SenderConstraints(List.of(), Secrets.random(), clock), false, clock);
  }

  /**
   * The token of this request, known, in force, and its sender's.
   *
   * @throws ApiException 401 without a body when there is none such
   */
  public AccessToken require(Context ctx) {
    List<String> headers = Collections.list(ctx.req().getHeaders("Authorization"));
    Matcher credentials = CREDENTIALS.matcher(headers.size() == 1 ? headers.getFirst() : "");
    if (!credentials.matches()) {
      throw Challenges.none(ctx);
    }
    boolean proven = credentials.group(1).equalsIgnoreCase("DPoP");
    String secret = credentials.group(2);
    Found found =
        find(secret)
            .orElseThrow(() -> Challenges.refused(ctx, proven, "invalid_token", "not in force"));
    AccessLog.calledBy(ctx, found.token().clientId());
    checkSender(ctx, found, secret, proven);
    return found.token();
  }

  /** Makes a bearer token that stands for this; the returned text is kept nowhere. */
  public String issue(UnitOfWork unit, AccessToken token) {
    return TokenRows.insert(
        unit,
        new Issue(
            token,
            null,
            null,
            Confirmation.BEARER,
            false,
            clock.instant().truncatedTo(ChronoUnit.MILLIS)));
  }

  /** The token with this text, if it is in force; whose it is, is another question. */
  Optional<Found> find(String secret) {
    return database
        .ask(connection -> TokenRows.find(connection, secret))
        .filter(found -> clock.instant().isBefore(found.token().expiresAt()))
        .filter(found -> !found.superseded())
        .filter(found -> !strict || !found.token().clientId().equals(Clients.SANDBOX));
  }

  /** Whether tokens of the sandbox are good here. */
  public boolean takesReadyTokens() {
    return !strict;
  }

  SenderConstraints senders() {
    return senders;
  }

  private void checkSender(Context ctx, Found found, String secret, boolean proven) {
    String jkt = found.confirmation().jkt();
    if (proven != (jkt != null)) {
      throw Challenges.refused(
          ctx, jkt != null, "invalid_token", proven ? "no DPoP token" : "bound to a DPoP key");
    }
    String x5t = found.confirmation().x5t();
    if (x5t != null && !x5t.equals(SenderConstraints.thumbprint(ctx))) {
      throw Challenges.refused(ctx, proven, "invalid_token", "bound to another certificate");
    }
    if (jkt != null) {
      checkProof(ctx, secret, jkt, found.nonceNeeded());
    }
  }

  private void checkProof(Context ctx, String secret, String jkt, boolean nonceNeeded) {
    try {
      String proven = senders.proof(ctx, secret, nonceNeeded);
      if (proven == null) {
        throw Challenges.refused(ctx, true, "invalid_dpop_proof", "no proof");
      }
      if (!proven.equals(jkt)) {
        throw Challenges.refused(ctx, true, "invalid_token", "bound to another DPoP key");
      }
    } catch (InvalidProofException e) {
      String error = e.isNonceMissing() ? "use_dpop_nonce" : "invalid_dpop_proof";
      throw Challenges.refused(ctx, true, error, String.valueOf(e.getMessage()));
    }
  }
}
