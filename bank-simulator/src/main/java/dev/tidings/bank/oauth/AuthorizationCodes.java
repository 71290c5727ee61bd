package dev.tidings.bank.oauth;

import dev.tidings.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The codes that customers' decisions become: the table {@code authorization_code}. */
final class AuthorizationCodes {

  /** How long a code can be redeemed. Source: FAPI 2.0 Security Profile §5.3.2.1 (60 s). */
  static final Duration LIFE = Duration.ofSeconds(60);

  /** How long a code is remembered, so that its second use is seen for what it is. */
  static final Duration REMEMBERED = Duration.ofDays(1);

  private AuthorizationCodes() {}

  /**
   * What a code stands for.
   *
   * @param nonce for the ID token, or null
   * @param dpopJkt of the key that alone may redeem it, or null
   */
  record Issued(
      String codeHash,
      String redirectUri,
      String codeChallenge,
      @Nullable String nonce,
      @Nullable String dpopJkt,
      Authorised authorised,
      Instant expiresAt,
      boolean used) {}

  static void insert(UnitOfWork unit, Issued code) {
    Authorised authorised = code.authorised();
    unit.handle()
        .createUpdate(
            """
            insert into authorization_code (code_hash, client_id, redirect_uri, code_challenge,
                nonce, dpop_jkt, consent_id, consent_version, customer_id, scopes,
                authenticated_at, expires_at, used)
            values (:hash, :clientId, :redirectUri, :challenge, :nonce, :jkt, :consentId, :version,
                :customerId, :scopes, :authenticatedAt, :expiresAt, false)
            """)
        .bind("hash", code.codeHash())
        .bind("clientId", authorised.clientId())
        .bind("redirectUri", code.redirectUri())
        .bind("challenge", code.codeChallenge())
        .bind("nonce", code.nonce())
        .bind("jkt", code.dpopJkt())
        .bind("consentId", authorised.consentId())
        .bind("version", authorised.consentVersion())
        .bind("customerId", authorised.customerId())
        .bind("scopes", String.join(" ", new TreeSet<>(authorised.scopes())))
        .bind("authenticatedAt", authorised.authenticatedAt().atOffset(ZoneOffset.UTC))
        .bind("expiresAt", code.expiresAt().atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** The code, locked until the unit ends: of two at one time, the second sees it used. */
  static Optional<Issued> lock(UnitOfWork unit, String codeHash) {
    return unit.handle()
        .createQuery("select * from authorization_code where code_hash = ? for update")
        .bind(0, codeHash)
        .map((row, ctx) -> issued(row))
        .findOne();
  }

  /** Whether a code was issued for this request: its challenge is of this request alone. */
  static boolean wasIssued(Handle handle, String consentId, String codeChallenge) {
    return handle
        .createQuery(
            """
            select code_hash from authorization_code
            where consent_id = ? and code_challenge = ? fetch first 1 row only\
            """)
        .bind(0, consentId)
        .bind(1, codeChallenge)
        .mapTo(String.class)
        .findOne()
        .isPresent();
  }

  static void markUsed(UnitOfWork unit, String codeHash) {
    unit.handle()
        .execute("update authorization_code set used = true where code_hash = ?", codeHash);
  }

  static int forgetBefore(Handle handle, Instant instant) {
    return handle.execute(
        "delete from authorization_code where expires_at < ?", instant.atOffset(ZoneOffset.UTC));
  }

  /** For every table that has these columns. */
  static Authorised authorised(ResultSet row) throws SQLException {
    return new Authorised(
        row.getString("client_id"),
        row.getString("consent_id"),
        row.getLong("consent_version"),
        row.getString("customer_id"),
        Set.of(row.getString("scopes").split(" ", -1)),
        row.getObject("authenticated_at", OffsetDateTime.class).toInstant());
  }

  private static Issued issued(ResultSet row) throws SQLException {
    return new Issued(
        row.getString("code_hash"),
        row.getString("redirect_uri"),
        row.getString("code_challenge"),
        row.getString("nonce"),
        row.getString("dpop_jkt"),
        authorised(row),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("used"));
  }
}
