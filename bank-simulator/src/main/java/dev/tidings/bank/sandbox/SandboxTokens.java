package dev.tidings.bank.sandbox;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.consent.NewConsent;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.oauth.AccessToken;
import dev.tidings.bank.oauth.AccessTokens;
import dev.tidings.bank.oauth.Clients;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Makes ready tokens: a real consent and a real access token, of the sandbox's own client. */
public final class SandboxTokens {

  /** The client that ready tokens belong to; nobody can authenticate as it. */
  public static final String CLIENT_ID = Clients.SANDBOX;

  /** How long a ready token and its consent serve. */
  public static final Duration LIFE = Duration.ofHours(1);

  private final Database database;
  private final Clients clients;
  private final Consents consents;
  private final AccessTokens accessTokens;
  private final InstantSource clock;

  public SandboxTokens(
      Database database,
      Clients clients,
      Consents consents,
      AccessTokens accessTokens,
      InstantSource clock) {
    this.database = database;
    this.clients = clients;
    this.consents = consents;
    this.accessTokens = accessTokens;
    this.clock = clock;
  }

  /** A token, and the consent behind it. */
  record Made(String accessToken, Consent consent) {}

  Made make(String customerId, Set<String> accountIds, Set<Permission> permissions) {
    if (!accessTokens.takesReadyTokens()) {
      throw ApiException.forbidden(
          ErrorCode.FIELD_INVALID, "this bank is strict (--strict): it makes no ready tokens");
    }
    return database.inTransaction(unit -> {
      Instant expiresAt = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(LIFE);
      clients.builtIn(unit, CLIENT_ID, "Sandbox");
      Consent asked =
          consents.create(unit, new NewConsent(CLIENT_ID, permissions, expiresAt, null, null));
      Consent consent = consents.authorise(unit, asked.consentId(), customerId, accountIds);
      AccessToken token =
          new AccessToken(
              CLIENT_ID, consent.consentId(), customerId, Set.of("accounts"), expiresAt);
      return new Made(accessTokens.issue(unit, token), consent);
    });
  }
}
