package dev.tidings.bank.oauth;

import dev.tidings.bank.http.ApiException;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import io.javalin.http.Context;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the bearer of a request may be taken for: the table {@code access_token}.
 * Thread-safe.
 */
public final class AccessTokens {

  /** How long a token of the token endpoint serves. */
  public static final Duration LIFE = Duration.ofMinutes(10);

  /** Source: RFC 6750 §2.1, with a limit. */
  private static final Pattern BEARER =
      Pattern.compile("Bearer ([A-Za-z0-9._~+/-]{1,200}=*)", Pattern.CASE_INSENSITIVE);

  private final Database database;
  private final InstantSource clock;

  public AccessTokens(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * The token of this request, known and not expired.
   *
   * @throws ApiException 401 without a body when there is none such
   */
  public AccessToken require(Context ctx) {
    return presented(ctx)
        .flatMap(token -> database.ask(connection -> find(connection, token)))
        .filter(token -> clock.instant().isBefore(token.expiresAt()))
        .orElseThrow(() -> {
          ctx.header("WWW-Authenticate", "Bearer");
          return ApiException.unauthorized();
        });
  }

  /** Makes a token that stands for this; the returned text is kept nowhere. */
  public String issue(UnitOfWork unit, AccessToken token) {
    return issue(unit, token, null);
  }

  /**
   * As {@link #issue(UnitOfWork, AccessToken)}.
   *
   * @param codeHash the code it comes from, so that it can be taken back with it
   */
  String issue(UnitOfWork unit, AccessToken token, @Nullable String codeHash) {
    String secret = Secrets.next();
    unit.handle()
        .createUpdate(
            """
            insert into access_token
                (token_hash, client_id, consent_id, customer_id, scopes, code_hash, expires_at)
            values (:hash, :clientId, :consentId, :customerId, :scopes, :codeHash, :expiresAt)
            """)
        .bind("hash", Secrets.hash(secret))
        .bind("clientId", token.clientId())
        .bind("consentId", token.consentId())
        .bind("customerId", token.customerId())
        .bind("scopes", String.join(" ", new TreeSet<>(token.scopes())))
        .bind("codeHash", codeHash)
        .bind("expiresAt", token.expiresAt().atOffset(ZoneOffset.UTC))
        .execute();
    return secret;
  }

  static void deleteOfCode(UnitOfWork unit, String codeHash) {
    unit.handle().execute("delete from access_token where code_hash = ?", codeHash);
  }

  static int forgetBefore(Handle handle, Instant instant) {
    return handle.execute(
        "delete from access_token where expires_at < ?", instant.atOffset(ZoneOffset.UTC));
  }

  private static Optional<String> presented(Context ctx) {
    List<String> headers = Collections.list(ctx.req().getHeaders("Authorization"));
    Matcher matcher = BEARER.matcher(headers.size() == 1 ? headers.getFirst() : "");
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<AccessToken> find(Connection connection, String secret)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select * from access_token where token_hash = ?")) {
      query.setString(1, Secrets.hash(secret));
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(token(row)) : Optional.empty();
      }
    }
  }

  private static AccessToken token(ResultSet row) throws SQLException {
    return new AccessToken(
        row.getString("client_id"),
        row.getString("consent_id"),
        row.getString("customer_id"),
        Set.of(row.getString("scopes").split(" ", -1)),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }
}
