package dev.tidings.bank.oauth;

import dev.tidings.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Refresh tokens: the table {@code refresh_token}. They are not rotated (FAPI 2.0 Security Profile
 * §5.3.2.1) and serve as long as the authorisation they come from: a consent that was taken back
 * and given again has another version, and the old token is dead.
 */
final class RefreshTokens {

  private RefreshTokens() {}

  /** What a refresh token stands for. */
  record Issued(String clientId, String consentId, long consentVersion, String customerId) {}

  /** Makes one; the returned text is kept nowhere. */
  static String issue(UnitOfWork unit, Issued token, String codeHash, Instant now) {
    String secret = Secrets.next();
    unit.handle()
        .createUpdate(
            """
            insert into refresh_token (token_hash, client_id, consent_id, consent_version,
                customer_id, code_hash, issued_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .bind(0, Secrets.hash(secret))
        .bind(1, token.clientId())
        .bind(2, token.consentId())
        .bind(3, token.consentVersion())
        .bind(4, token.customerId())
        .bind(5, codeHash)
        .bind(6, now.atOffset(ZoneOffset.UTC))
        .execute();
    return secret;
  }

  static Optional<Issued> find(Handle handle, String secret) {
    return handle
        .createQuery("select * from refresh_token where token_hash = ?")
        .bind(0, Secrets.hash(secret))
        .map((row, ctx) -> issued(row))
        .findOne();
  }

  static void deleteOfCode(UnitOfWork unit, String codeHash) {
    unit.handle().execute("delete from refresh_token where code_hash = ?", codeHash);
  }

  private static Issued issued(ResultSet row) throws SQLException {
    return new Issued(
        row.getString("client_id"),
        row.getString("consent_id"),
        row.getLong("consent_version"),
        row.getString("customer_id"));
  }
}
