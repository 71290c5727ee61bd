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
import org.jspecify.annotations.Nullable;

/** Authorization requests that were pushed: the table {@code pushed_request}. */
final class PushedRequests {

  /** What every address of one starts with. Source: RFC 9126 §2.2. */
  static final String URI_PREFIX = "urn:ietf:params:oauth:request_uri:";

  /** How long one waits to be opened. Source: FAPI 2.0 Security Profile §5.3.2.2 (below 600 s). */
  static final Duration LIFE = Duration.ofSeconds(90);

  /** How long a customer may take to decide once it is opened. */
  static final Duration DECISION_LIFE = Duration.ofMinutes(10);

  /** How long one is remembered, so that the second use is told from nonsense. */
  static final Duration REMEMBERED = Duration.ofHours(1);

  /** The longest request, in characters of its form. */
  static final int PARAMETERS_LENGTH_MAX = 16_384;

  private PushedRequests() {}

  /**
   * @param parameters as a form
   * @param dpopJkt of the key that the code is bound to, or null
   */
  record Pushed(
      String uriHash,
      String clientId,
      String parameters,
      @Nullable String dpopJkt,
      Instant pushedAt,
      Instant expiresAt,
      boolean used) {}

  static void insert(UnitOfWork unit, Pushed pushed) {
    unit.handle()
        .createUpdate(
            """
            insert into pushed_request (uri_hash, client_id, parameters, dpop_jkt, pushed_at,
                opened, expires_at, used)
            values (?, ?, ?, ?, ?, false, ?, false)
            """)
        .bind(0, pushed.uriHash())
        .bind(1, pushed.clientId())
        .bind(2, pushed.parameters())
        .bind(3, pushed.dpopJkt())
        .bind(4, pushed.pushedAt().atOffset(ZoneOffset.UTC))
        .bind(5, pushed.expiresAt().atOffset(ZoneOffset.UTC))
        .execute();
  }

  static Optional<Pushed> find(Handle handle, String uriHash) {
    return handle
        .createQuery("select * from pushed_request where uri_hash = ?")
        .bind(0, uriHash)
        .map((row, ctx) -> pushed(row))
        .findOne();
  }

  /** The customer has it before them: from now on they have their time to decide. */
  static void open(UnitOfWork unit, String uriHash, Instant now) {
    unit.handle()
        .execute(
            """
            update pushed_request set opened = true, expires_at = ?
            where uri_hash = ? and not opened
            """,
            now.plus(DECISION_LIFE).atOffset(ZoneOffset.UTC),
            uriHash);
  }

  /** False when it was decided before. */
  static boolean use(UnitOfWork unit, String uriHash) {
    return unit.handle()
            .execute(
                "update pushed_request set used = true where uri_hash = ? and not used", uriHash)
        == 1;
  }

  static int forgetBefore(Handle handle, Instant instant) {
    return handle.execute(
        "delete from pushed_request where expires_at < ?", instant.atOffset(ZoneOffset.UTC));
  }

  private static Pushed pushed(ResultSet row) throws SQLException {
    return new Pushed(
        row.getString("uri_hash"),
        row.getString("client_id"),
        row.getString("parameters"),
        row.getString("dpop_jkt"),
        row.getObject("pushed_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("used"));
  }
}
