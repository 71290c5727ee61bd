package dev.tidings.bank.oauth;

import dev.tidings.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The codes that customers' decisions become: the table {@code authorization_code}. */
final class AuthorizationCodes {

  /** How long a code can be redeemed. Source: FAPI 2.0 Security Profile §5.3.2.1 (60 s). */
  static final Duration LIFE = Duration.ofSeconds(60);

  /** How long a code is remembered, so that its second use is seen for what it is. */
  static final Duration REMEMBERED = Duration.ofDays(1);

  private AuthorizationCodes() {}

  /** What a code stands for. */
  record Issued(
      String codeHash,
      String clientId,
      String redirectUri,
      String codeChallenge,
      String consentId,
      long consentVersion,
      String customerId,
      Instant expiresAt,
      boolean used) {}

  static void insert(UnitOfWork unit, Issued code) {
    unit.handle()
        .createUpdate(
            """
            insert into authorization_code (code_hash, client_id, redirect_uri, code_challenge,
                consent_id, consent_version, customer_id, expires_at, used)
            values (?, ?, ?, ?, ?, ?, ?, ?, false)
            """)
        .bind(0, code.codeHash())
        .bind(1, code.clientId())
        .bind(2, code.redirectUri())
        .bind(3, code.codeChallenge())
        .bind(4, code.consentId())
        .bind(5, code.consentVersion())
        .bind(6, code.customerId())
        .bind(7, code.expiresAt().atOffset(ZoneOffset.UTC))
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

  static void markUsed(UnitOfWork unit, String codeHash) {
    unit.handle()
        .execute("update authorization_code set used = true where code_hash = ?", codeHash);
  }

  static int forgetBefore(Handle handle, Instant instant) {
    return handle.execute(
        "delete from authorization_code where expires_at < ?", instant.atOffset(ZoneOffset.UTC));
  }

  private static Issued issued(ResultSet row) throws SQLException {
    return new Issued(
        row.getString("code_hash"),
        row.getString("client_id"),
        row.getString("redirect_uri"),
        row.getString("code_challenge"),
        row.getString("consent_id"),
        row.getLong("consent_version"),
        row.getString("customer_id"),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("used"));
  }
}
