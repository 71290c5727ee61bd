package dev.tidings.bank.oauth;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.auth.X509CertificateConfirmation;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.oauth.ClientRequests.ClientRequest;
import dev.tidings.bank.oauth.TokenRows.Found;
import dev.tidings.persistence.Database;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a client can learn of its own tokens, and their end: {@code POST /introspect} and {@code
 * POST /revoke}. Of another client's tokens it learns nothing. Source: RFC 7662, RFC 7009.
 */
final class TokenManagement {

  private final String issuer;
  private final Database database;
  private final ClientRequests requests;
  private final AccessTokens tokens;
  private final Consents consents;
  private final InstantSource clock;

  TokenManagement(
      String issuer,
      Database database,
      ClientRequests requests,
      AccessTokens tokens,
      Consents consents,
      InstantSource clock) {
    this.issuer = issuer;
    this.database = database;
    this.requests = requests;
    this.tokens = tokens;
    this.consents = consents;
    this.clock = clock;
  }

  void introspect(Context ctx) {
    ClientRequest sent = requests.read(ctx);
    String secret = secret(sent);
    String clientId = sent.client().clientId();
    TokenIntrospectionSuccessResponse answer =
        access(secret, clientId)
            .map(this::describe)
            .or(() -> refresh(secret, clientId).map(this::describe))
            .orElseGet(() -> new TokenIntrospectionSuccessResponse.Builder(false).build());
    OAuthAnswers.send(ctx, answer);
  }

  /** Ends a token; with a refresh token, also the access tokens that came of the same grant. */
  void revoke(Context ctx) {
    ClientRequest sent = requests.read(ctx);
    String secret = secret(sent);
    String clientId = sent.client().clientId();
    database.useTransaction(unit -> {
      TokenRows.delete(unit, secret, clientId);
      RefreshTokens.find(unit.handle(), secret)
          .filter(found -> found.authorised().clientId().equals(clientId))
          .ifPresent(found -> {
            TokenRows.deleteOfCode(unit, found.codeHash());
            RefreshTokens.deleteOfCode(unit, found.codeHash());
          });
    });
    ctx.status(200).header("Cache-Control", "no-store").result("");
  }

  private Optional<Found> access(String secret, String clientId) {
    return tokens
        .find(secret)
        .filter(found -> found.token().clientId().equals(clientId))
        .filter(found -> found.token().consentId() == null || stands(found.token().consentId()));
  }

  private Optional<RefreshTokens.Issued> refresh(String secret, String clientId) {
    return database
        .read(handle -> RefreshTokens.find(handle, secret))
        .filter(found -> found.authorised().clientId().equals(clientId))
        .filter(found ->
            found.authorised().consentId() == null
                ? clock
                    .instant()
                    .isBefore(found.issuedAt().plus(RefreshTokens.LIFE_WITHOUT_CONSENT))
                : stands(found.authorised().consentId(), found.authorised().consentVersion()));
  }

  private boolean stands(String consentId) {
    return database
        .read(handle -> consents.find(handle, consentId))
        .filter(consent -> consent.isAuthorisedAt(clock.instant()))
        .isPresent();
  }

  private boolean stands(String consentId, long version) {
    return database
        .read(handle -> consents.find(handle, consentId))
        .filter(consent -> consent.version() == version)
        .filter(consent -> consent.isAuthorisedAt(clock.instant()))
        .isPresent();
  }

  private TokenIntrospectionSuccessResponse describe(Found found) {
    AccessToken token = found.token();
    TokenIntrospectionSuccessResponse.Builder answer =
        new TokenIntrospectionSuccessResponse.Builder(true)
            .issuer(new Issuer(issuer))
            .clientID(new ClientID(token.clientId()))
            .scope(new Scope(new TreeSet<>(token.scopes()).toArray(String[]::new)))
            .issueTime(Date.from(found.issuedAt()))
            .expirationTime(Date.from(token.expiresAt()))
            .tokenType(AccessTokenType.BEARER);
    if (token.customerId() != null) {
      answer.subject(new Subject(token.customerId()));
    }
    if (token.consentId() != null) {
      answer.parameter("openbanking_intent_id", token.consentId());
    }
    if (found.confirmation().jkt() != null) {
      answer
          .tokenType(AccessTokenType.DPOP)
          .jwkThumbprintConfirmation(
              new JWKThumbprintConfirmation(new Base64URL(found.confirmation().jkt())));
    }
    if (found.confirmation().x5t() != null) {
      answer.x509CertificateConfirmation(
          new X509CertificateConfirmation(new Base64URL(found.confirmation().x5t())));
    }
    return answer.build();
  }

  private TokenIntrospectionSuccessResponse describe(RefreshTokens.Issued found) {
    Authorised authorised = found.authorised();
    return new TokenIntrospectionSuccessResponse.Builder(true)
        .issuer(new Issuer(issuer))
        .clientID(new ClientID(authorised.clientId()))
        .scope(new Scope(new TreeSet<>(authorised.scopes()).toArray(String[]::new)))
        .subject(new Subject(authorised.customerId()))
        .issueTime(Date.from(found.issuedAt()))
        .build();
  }

  private static String secret(ClientRequest sent) {
    String secret = sent.parameter("token");
    if (secret == null || secret.isBlank()) {
      throw new OAuthException(OAuth2Error.INVALID_REQUEST, "token is needed");
    }
    return secret;
  }
}
