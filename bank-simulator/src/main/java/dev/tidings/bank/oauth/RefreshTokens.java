package dev.tidings.bank.oauth;

import dev.tidings.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Refresh tokens: the table {@code refresh_token}. They are not rotated (FAPI 2.0 Security Profile
 * §5.3.2.1) and serve as long as the authorisation they come from: a consent that was taken back
 * and given again has another version, and the old token is dead.
 */
final class RefreshTokens {

  /** How long one serves that no consent ends. */
  static final Duration LIFE_WITHOUT_CONSENT = Duration.ofDays(90);

  private RefreshTokens() {}

  /** What a refresh token stands for. */
  record Issued(Authorised authorised, String codeHash, Instant issuedAt) {}

  /** Makes one; the returned text is kept nowhere. */
  static String issue(UnitOfWork unit, Issued token) {
    String secret = Secrets.next();
    Authorised authorised = token.authorised();
    unit.handle()
        .createUpdate(
            """
            insert into refresh_token (token_hash, client_id, consent_id, consent_version,
                customer_id, scopes, code_hash, authenticated_at, issued_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .bind(0, Secrets.hash(secret))
        .bind(1, authorised.clientId())
        .bind(2, authorised.consentId())
        .bind(3, authorised.consentVersion())
        .bind(4, authorised.customerId())
        .bind(5, String.join(" ", new TreeSet<>(authorised.scopes())))
        .bind(6, token.codeHash())
        .bind(7, authorised.authenticatedAt().atOffset(ZoneOffset.UTC))
        .bind(8, token.issuedAt().atOffset(ZoneOffset.UTC))
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

  static void deleteOfClient(UnitOfWork unit, String clientId) {
    unit.handle().execute("delete from refresh_token where client_id = ?", clientId);
  }

  private static Issued issued(ResultSet row) throws SQLException {
    return new Issued(
        AuthorizationCodes.authorised(row),
        row.getString("code_hash"),
        row.getObject("issued_at", OffsetDateTime.class).toInstant());
  }
}
