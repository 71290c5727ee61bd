package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GrantType;
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

  private final Consents consents;
  private final IdTokens idTokens;
  private final InstantSource clock;

  Grants(Consents consents, IdTokens idTokens, InstantSource clock) {
    this.consents = consents;
    this.idTokens = idTokens;
    this.clock = clock;
  }

  /**
   * A code, once. Whoever presents it a second time has stolen it, or the first one has: what came
   * of it is taken back, which must be committed although the answer is a refusal.
   *
   * @param sender to whose keys the tokens are bound
   */
  IssuedTokens redeem(
      UnitOfWork unit, Client client, AuthorizationCodeGrant grant, Confirmation sender) {
    String hash = Secrets.hash(grant.getAuthorizationCode().getValue());
    AuthorizationCodes.Issued code =
        AuthorizationCodes.lock(unit, hash)
            .filter(issued -> issued.authorised().clientId().equals(client.clientId()))
            .orElse(null);
    if (code == null) {
      return IssuedTokens.refused("this client was given no such code");
    }
    if (code.used()) {
      TokenRows.deleteOfCode(unit, hash);
      RefreshTokens.deleteOfCode(unit, hash);
      return IssuedTokens.refused("the code was used before; its tokens are taken back");
    }
    AuthorizationCodes.markUsed(unit, hash);
    Instant now = now();
    Optional<String> refusal = refusal(code, grant, sender, now);
    if (refusal.isPresent()) {
      return IssuedTokens.refused(refusal.get());
    }
    Authorised authorised = code.authorised();
    if (!stands(unit, authorised, now)) {
      return IssuedTokens.refused("the consent is not authorised any more");
    }
    IssuedTokens access = access(unit, client, authorised, hash, sender);
    String refresh =
        client.mayUse(GrantType.REFRESH_TOKEN)
            ? RefreshTokens.issue(unit, new RefreshTokens.Issued(authorised, hash, now))
            : null;
    String idToken =
        authorised.scopes().contains(Scopes.OPENID)
            ? idTokens.issue(client, authorised, code.nonce())
            : null;
    return access.with(refresh, idToken);
  }

  /** A refresh token, as long as the authorisation it comes from stands. */
  IssuedTokens refresh(
      UnitOfWork unit, Client client, RefreshTokenGrant grant, Confirmation sender) {
    Instant now = now();
    RefreshTokens.Issued token =
        RefreshTokens.find(unit.handle(), grant.getRefreshToken().getValue())
            .filter(issued -> issued.authorised().clientId().equals(client.clientId()))
            .orElse(null);
    if (token == null) {
      return IssuedTokens.refused("this client was given no such refresh token");
    }
    Authorised authorised = token.authorised();
    if (!stands(unit, authorised, now)) {
      return IssuedTokens.refused("the consent is not authorised any more");
    }
    if (authorised.consentId() == null
        && now.isAfter(token.issuedAt().plus(RefreshTokens.LIFE_WITHOUT_CONSENT))) {
      return IssuedTokens.refused("the refresh token has expired");
    }
    return access(unit, client, authorised, token.codeHash(), sender);
  }

  /** The client itself: consents and event subscriptions, no customer's data. */
  IssuedTokens forClient(UnitOfWork unit, Client client, Confirmation sender) {
    Instant expiresAt = now().plus(AccessTokens.LIFE);
    AccessToken token =
        new AccessToken(client.clientId(), null, null, Set.of(Scopes.ACCOUNTS), expiresAt);
    return issue(unit, client, token, null, null, sender);
  }

  private IssuedTokens access(
      UnitOfWork unit, Client client, Authorised authorised, String codeHash, Confirmation sender) {
    Instant expiresAt = now().plus(AccessTokens.LIFE);
    Instant end = consent(unit, authorised).map(Consent::expiresAt).orElse(null);
    AccessToken token =
        new AccessToken(
            authorised.clientId(),
            authorised.consentId(),
            authorised.customerId(),
            authorised.scopes(),
            end != null && end.isBefore(expiresAt) ? end : expiresAt);
    return issue(unit, client, token, codeHash, authorised.consentVersion(), sender);
  }

  private IssuedTokens issue(
      UnitOfWork unit,
      Client client,
      AccessToken token,
      @Nullable String codeHash,
      @Nullable Long consentVersion,
      Confirmation sender) {
    Instant now = now();
    String secret =
        TokenRows.insert(
            unit,
            new TokenRows.Issue(token, codeHash, consentVersion, sender, client.needsNonce(), now));
    return IssuedTokens.of(secret, token, now, sender.jkt() != null);
  }

  private static Optional<String> refusal(
      AuthorizationCodes.Issued code,
      AuthorizationCodeGrant grant,
      Confirmation sender,
      Instant now) {
    if (!now.isBefore(code.expiresAt())) {
      return Optional.of("the code has expired");
    }
    if (!matches(code.redirectUri(), grant.getRedirectionURI())) {
      return Optional.of("redirect_uri is not the one the code was sent to");
    }
    if (!proves(code.codeChallenge(), grant.getCodeVerifier())) {
      return Optional.of("code_verifier does not fit the code_challenge");
    }
    if (code.dpopJkt() != null && !code.dpopJkt().equals(sender.jkt())) {
      return Optional.of("the code is bound to another DPoP key");
    }
    return Optional.empty();
  }

  private boolean stands(UnitOfWork unit, Authorised authorised, Instant now) {
    return authorised.consentId() == null
        || consent(unit, authorised)
            .filter(consent ->
                consent.version() == authorised.consentVersion() && consent.isAuthorisedAt(now))
            .isPresent();
  }

  private Optional<Consent> consent(UnitOfWork unit, Authorised authorised) {
    return Optional.ofNullable(authorised.consentId())
        .flatMap(consentId -> consents.find(unit.handle(), consentId));
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
