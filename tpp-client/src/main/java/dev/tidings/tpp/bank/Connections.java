package dev.tidings.tpp.bank;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import dev.tidings.tpp.bank.TokenEndpoint.Tokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** The connections table. At most one connection of a bank is open. Thread-safe. */
public final class Connections {

  private static final String ACCESS = "/access";
  private static final String REFRESH = "/refresh";

  private final Database database;
  private final TokenVault vault;
  private final InstantSource clock;

  public Connections(Database database, TokenVault vault, InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  /** The open connection of the bank. */
  public Optional<Connection> ofBank(String bankId) {
    return database.read(handle -> ofBank(handle, bankId));
  }

  /** As {@link #ofBank(String)}, inside a transaction. */
  public Optional<Connection> ofBank(UnitOfWork unit, String bankId) {
    return ofBank(unit.handle(), bankId);
  }

  /** The bank's latest connection, if it has ended. */
  public Optional<Connection> lastEnded(String bankId) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select * from bank_connection where bank_id = :bank_id
                order by connected_at desc, ended_at desc fetch first 1 row only\
                """)
            .bind("bank_id", bankId)
            .map(row ->
                row.getColumn("ended_at", Instant.class) == null
                    ? Optional.<Connection>empty()
                    : Optional.of(connection(row)))
            .findOne()
            .flatMap(found -> found));
  }

  /** The connection, while it is open. */
  public Optional<Connection> find(String connectionId) {
    return database.read(handle ->
        handle
            .createQuery(
                "select * from bank_connection where connection_id = :id and ended_at is null")
            .bind("id", connectionId)
            .map(Connections::connection)
            .findOne());
  }

  /** Opens a connection. The bank's former one must have been ended. */
  public void open(UnitOfWork unit, Connection connection, Tokens tokens) {
    unit.handle()
        .createUpdate(
            """
            insert into bank_connection
              (connection_id, bank_id, consent_id, consent_expires_at, connected_at)
            values (:id, :bank_id, :consent_id, :expires, :now)\
            """)
        .bind("id", connection.connectionId())
        .bind("bank_id", connection.bankId())
        .bind("consent_id", connection.consentId())
        .bind("expires", connection.consentExpiresAt())
        .bind("now", clock.instant())
        .execute();
    store(unit, connection.connectionId(), tokens);
  }

  /** Ends a connection and forgets its tokens; false when it had ended before. */
  public boolean end(UnitOfWork unit, String connectionId) {
    return unit.handle()
            .createUpdate(
                """
                update bank_connection
                set ended_at = :now, access_token = null, refresh_token = null
                where connection_id = :id and ended_at is null\
                """)
            .bind("id", connectionId)
            .bind("now", clock.instant())
            .execute()
        > 0;
  }

  /** The tokens of an open connection. */
  Optional<Tokens> tokens(String connectionId) {
    return database.read(handle ->
        handle
            .createQuery(
                "select * from bank_connection where connection_id = :id and ended_at is null")
            .bind("id", connectionId)
            .map(this::tokens)
            .findOne());
  }

  /** Takes over new tokens; keeps the refresh token when there is no new one. */
  void store(UnitOfWork unit, String connectionId, Tokens tokens) {
    String refresh = tokens.refresh();
    unit.handle()
        .createUpdate(
            """
            update bank_connection set access_token = :access, access_token_expires_at = :expires,
              refresh_token = coalesce(:refresh, refresh_token)
            where connection_id = :id and ended_at is null\
            """)
        .bind("id", connectionId)
        .bind("access", vault.seal(tokens.access(), connectionId + ACCESS))
        .bind("expires", tokens.expiresAt())
        .bind("refresh", refresh == null ? null : vault.seal(refresh, connectionId + REFRESH))
        .execute();
  }

  void store(String connectionId, Tokens tokens) {
    database.useTransaction(unit -> store(unit, connectionId, tokens));
  }

  private Tokens tokens(RowView row) {
    String id = row.getColumn("connection_id", String.class);
    String refresh = row.getColumn("refresh_token", String.class);
    return new Tokens(
        vault.open(row.getColumn("access_token", String.class), id + ACCESS),
        row.getColumn("access_token_expires_at", Instant.class),
        refresh == null ? null : vault.open(refresh, id + REFRESH));
  }

  private static Optional<Connection> ofBank(Handle handle, String bankId) {
    return handle
        .createQuery("select * from bank_connection where bank_id = :bank_id and ended_at is null")
        .bind("bank_id", bankId)
        .map(Connections::connection)
        .findOne();
  }

  private static Connection connection(RowView row) {
    return new Connection(
        row.getColumn("connection_id", String.class),
        row.getColumn("bank_id", String.class),
        row.getColumn("consent_id", String.class),
        row.getColumn("consent_expires_at", Instant.class));
  }
}
