package dev.tidings.tpp.connect;

import dev.tidings.persistence.Database;
import dev.tidings.tpp.bank.TokenVault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/** The authorization requests table; each serves once, for a short time. Thread-safe. */
final class AuthorizationRequests {

  /** How long a customer may take at the bank. */
  static final Duration LIFE = Duration.ofMinutes(15);

  private final Database database;
  private final TokenVault vault;
  private final InstantSource clock;

  AuthorizationRequests(Database database, TokenVault vault, InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  /** Stores a request, and drops those whose time is over. */
  void add(AuthorizationRequest request) {
    database.useTransaction(unit -> {
      unit.handle()
          .createUpdate("delete from authorization_request where made_at < :before")
          .bind("before", clock.instant().minus(LIFE))
          .execute();
      unit.handle()
          .createUpdate(
              """
              insert into authorization_request (state, bank_id, consent_id, consent_expires_at,
                code_verifier, browser, made_at)
              values (:state, :bank_id, :consent_id, :expires, :verifier, :browser, :now)\
              """)
          .bind("state", request.state())
          .bind("bank_id", request.bankId())
          .bind("consent_id", request.consentId())
          .bind("expires", request.consentExpiresAt())
          .bind("verifier", vault.seal(request.codeVerifier(), request.state()))
          .bind("browser", request.browser())
          .bind("now", clock.instant())
          .execute();
    });
  }

  Optional<AuthorizationRequest> find(String state) {
    return database.read(handle ->
        handle
            .createQuery(
                "select * from authorization_request where state = :state and made_at >= :since")
            .bind("state", state)
            .bind("since", clock.instant().minus(LIFE))
            .map(this::request)
            .findOne());
  }

  /** Uses the request up; false when somebody else did before. */
  boolean use(AuthorizationRequest request) {
    return database.inTransaction(unit ->
        unit.handle()
                .createUpdate("delete from authorization_request where state = :state")
                .bind("state", request.state())
                .execute()
            > 0);
  }

  private AuthorizationRequest request(RowView row) {
    String state = row.getColumn("state", String.class);
    return new AuthorizationRequest(
        state,
        row.getColumn("bank_id", String.class),
        row.getColumn("consent_id", String.class),
        row.getColumn("consent_expires_at", Instant.class),
        vault.open(row.getColumn("code_verifier", String.class), state),
        row.getColumn("browser", String.class));
  }
}
