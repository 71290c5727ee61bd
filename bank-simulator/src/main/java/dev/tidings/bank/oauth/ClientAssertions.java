package dev.tidings.bank.oauth;

import dev.tidings.persistence.UnitOfWork;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;

/** The client assertions that were used: the table {@code client_assertion}. */
final class ClientAssertions {

  private ClientAssertions() {}

  /** Notes the use; false when this client used this {@code jti} before. */
  static boolean use(UnitOfWork unit, String clientId, String jti, Instant expiresAt) {
    int inserted =
        unit.handle()
            .createUpdate(
                """
                insert into client_assertion (client_id, jti_hash, expires_at) values (?, ?, ?)
                on conflict do nothing
                """)
            .bind(0, clientId)
            .bind(1, Secrets.hash(jti))
            .bind(2, expiresAt.atOffset(ZoneOffset.UTC))
            .execute();
    return inserted == 1;
  }

  static int forgetBefore(Handle handle, Instant instant) {
    return handle.execute(
        "delete from client_assertion where expires_at < ?", instant.atOffset(ZoneOffset.UTC));
  }
}
