package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.Consents;
import dev.tidings.persistence.UnitOfWork;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a client's grant into tokens, inside the unit of work. Source: RFC 6749 §4 to §6. */
final class Grants {

  private static final Set<String> SCOPES = Set.of("accounts");

  private final AccessTokens accessTokens;
  private final Consents consents;
  private final InstantSource clock;

  Grants(AccessTokens accessTokens, Consents consents, InstantSource clock) {
    this.accessTokens = accessTokens;
    this.consents = consents;
    this.clock = clock;
  }

  /**
   * A code, once. Whoever presents it a second time has stolen it, or the first one has: what came
   * of it is taken back, which must be committed although the answer is a refusal.
   */
  IssuedTokens redeem(UnitOfWork unit, Client client, AuthorizationCodeGrant grant) {
    String hash = Secrets.hash(grant.getAuthorizationCode().getValue());
    AuthorizationCodes.Issued code =
        AuthorizationCodes.lock(unit, hash)
            .filter(issued -> issued.clientId().equals(client.clientId()))
            .orElse(null);
    if (code == null) {
      return IssuedTokens.refused("this client was given no such code");
    }
    if (code.used()) {
      AccessTokens.deleteOfCode(unit, hash);
      RefreshTokens.deleteOfCode(unit, hash);
      return IssuedTokens.refused("the code was used before; its tokens are taken back");
    }
    AuthorizationCodes.markUsed(unit, hash);
    Instant now = now();
    if (!now.isBefore(code.expiresAt())) {
      return IssuedTokens.refused("the code has expired");
    }
    if (!matches(code.redirectUri(), grant.getRedirectionURI())) {
      return IssuedTokens.refused("redirect_uri is not the one the code was sent to");
    }
    if (!proves(code.codeChallenge(), grant.getCodeVerifier())) {
      return IssuedTokens.refused("code_verifier does not fit the code_challenge");
    }
    Optional<Consent> consent = authorised(unit, code.consentId(), code.consentVersion(), now);
    if (consent.isEmpty()) {
      return IssuedTokens.refused("the consent is not authorised any more");
    }
    RefreshTokens.Issued refresh =
        new RefreshTokens.Issued(
            code.clientId(), code.consentId(), code.consentVersion(), code.customerId());
    return withAccess(
        unit,
        consent.get(),
        code.customerId(),
        hash,
        RefreshTokens.issue(unit, refresh, hash, now));
  }

  /** A refresh token, as long as the authorisation it comes from stands. */
  IssuedTokens refresh(UnitOfWork unit, Client client, RefreshTokenGrant grant) {
    RefreshTokens.Issued token =
        RefreshTokens.find(unit.handle(), grant.getRefreshToken().getValue())
            .filter(issued -> issued.clientId().equals(client.clientId()))
            .orElse(null);
    if (token == null) {
      return IssuedTokens.refused("this client was given no such refresh token");
    }
    return authorised(unit, token.consentId(), token.consentVersion(), now())
        .map(consent -> withAccess(unit, consent, token.customerId(), null, null))
        .orElseGet(() -> IssuedTokens.refused("the consent is not authorised any more"));
  }

  /** The client itself: consents and event subscriptions, no customer's data. */
  IssuedTokens forClient(UnitOfWork unit, Client client) {
    Instant now = now();
    Instant expiresAt = now.plus(AccessTokens.LIFE);
    AccessToken token = new AccessToken(client.clientId(), null, null, SCOPES, expiresAt);
    return IssuedTokens.of(accessTokens.issue(unit, token), now, expiresAt, null);
  }

  private IssuedTokens withAccess(
      UnitOfWork unit,
      Consent consent,
      String customerId,
      @Nullable String codeHash,
      @Nullable String refresh) {
    Instant now = now();
    Instant expiresAt = now.plus(AccessTokens.LIFE);
    if (consent.expiresAt() != null && consent.expiresAt().isBefore(expiresAt)) {
      expiresAt = consent.expiresAt();
    }
    AccessToken token =
        new AccessToken(consent.clientId(), consent.consentId(), customerId, SCOPES, expiresAt);
    return IssuedTokens.of(accessTokens.issue(unit, token, codeHash), now, expiresAt, refresh);
  }

  private Optional<Consent> authorised(
      UnitOfWork unit, String consentId, long version, Instant now) {
    return consents
        .find(unit.handle(), consentId)
        .filter(consent -> consent.version() == version && consent.isAuthorisedAt(now));
  }

  private static boolean matches(String redirectUri, @Nullable URI presented) {
    return presented != null && presented.toString().equals(redirectUri);
  }

  private static boolean proves(String challenge, @Nullable CodeVerifier verifier) {
    return verifier != null
        && CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue().equals(challenge);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
