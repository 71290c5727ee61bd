package dev.tidings.bank.oauth;

import dev.tidings.persistence.UnitOfWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code access_token}. */
final class TokenRows {

  private TokenRows() {}

  /**
   * A token and the circumstances of its issue.
   *
   * @param codeHash the code it comes from, so that it can be taken back with it
   * @param consentVersion of the consent that was given, which must still be that; null for the
   *     present one
   * @param nonceNeeded whether proofs must have the server's nonce
   */
  record Issue(
      AccessToken token,
      @Nullable String codeHash,
      @Nullable Long consentVersion,
      Confirmation confirmation,
      boolean nonceNeeded,
      Instant issuedAt) {}

  /**
   * @param superseded whether the consent was taken back and given again since
   */
  record Found(
      AccessToken token,
      @Nullable String codeHash,
      Confirmation confirmation,
      boolean nonceNeeded,
      Instant issuedAt,
      boolean superseded) {}

  /** Makes a token; the returned text is kept nowhere. */
  static String insert(UnitOfWork unit, Issue issue) {
    String secret = Secrets.next();
    AccessToken token = issue.token();
    unit.handle()
        .createUpdate(
            """
            insert into access_token (token_hash, client_id, consent_id, consent_version,
                customer_id, scopes, code_hash, dpop_jkt, certificate, nonce_needed, issued_at,
                expires_at)
            values (:hash, :clientId, :consentId,
                coalesce(cast(:consentVersion as bigint),
                  (select version from consent where consent_id = :consentId), 0),
                :customerId, :scopes, :codeHash, :jkt, :x5t, :nonceNeeded, :issuedAt, :expiresAt)
            """)
        .bind("hash", Secrets.hash(secret))
        .bind("clientId", token.clientId())
        .bind("consentId", token.consentId())
        .bind("consentVersion", issue.consentVersion())
        .bind("customerId", token.customerId())
        .bind("scopes", String.join(" ", new TreeSet<>(token.scopes())))
        .bind("codeHash", issue.codeHash())
        .bind("jkt", issue.confirmation().jkt())
        .bind("x5t", issue.confirmation().x5t())
        .bind("nonceNeeded", issue.nonceNeeded())
        .bind("issuedAt", issue.issuedAt().atOffset(ZoneOffset.UTC))
        .bind("expiresAt", token.expiresAt().atOffset(ZoneOffset.UTC))
        .execute();
    return secret;
  }

  static Optional<Found> find(Connection connection, String secret) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select t.*, c.status as consent_status, c.version as present_version
            from access_token t left join consent c on c.consent_id = t.consent_id
            where t.token_hash = ?
            """)) {
      query.setString(1, Secrets.hash(secret));
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(found(row)) : Optional.empty();
      }
    }
  }

  static void deleteOfCode(UnitOfWork unit, String codeHash) {
    unit.handle().execute("delete from access_token where code_hash = ?", codeHash);
  }

  /** Deletes the token with this text, if it is this client's. */
  static void delete(UnitOfWork unit, String secret, String clientId) {
    unit.handle()
        .execute(
            "delete from access_token where token_hash = ? and client_id = ?",
            Secrets.hash(secret),
            clientId);
  }

  static void deleteOfClient(UnitOfWork unit, String clientId) {
    unit.handle().execute("delete from access_token where client_id = ?", clientId);
  }

  static int forgetBefore(Handle handle, Instant instant) {
    return handle.execute(
        "delete from access_token where expires_at < ?", instant.atOffset(ZoneOffset.UTC));
  }

  private static Found found(ResultSet row) throws SQLException {
    boolean superseded =
        "AUTH".equals(row.getString("consent_status"))
            && row.getLong("present_version") != row.getLong("consent_version");
    return new Found(
        new AccessToken(
            row.getString("client_id"),
            row.getString("consent_id"),
            row.getString("customer_id"),
            Set.of(row.getString("scopes").split(" ", -1)),
            row.getObject("expires_at", OffsetDateTime.class).toInstant()),
        row.getString("code_hash"),
        new Confirmation(row.getString("dpop_jkt"), row.getString("certificate")),
        row.getBoolean("nonce_needed"),
        row.getObject("issued_at", OffsetDateTime.class).toInstant(),
        superseded);
  }
}
