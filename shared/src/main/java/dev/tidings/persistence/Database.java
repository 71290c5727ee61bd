package dev.tidings.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.engine.Constants;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** An open, migrated database, H2 or PostgreSQL. Thread-safe. */
public final class Database implements AutoCloseable {

  /** Connections in the pool. */
  public static final int CONNECTIONS_MAX = 16;

  /**
   * Statements that each embedded connection keeps prepared: about as many as are in use, since
   * every transaction looks through all of them for each table that it changes.
   */
  public static final int STATEMENTS_KEPT = 48;

  /** Numbers that an embedded database keeps ready for an identity; some are lost in a crash. */
  static final int NUMBERS_KEPT = 1_024;

  /** How often a unit of work is tried when the database breaks a deadlock by ending it. */
  public static final int TRIES_MAX = 8;

  /**
   * How long PostgreSQL lets a transaction do nothing before it ends it: whoever is paused, or cut
   * off, inside of one must not hold up its successor. Its commit fails when it comes back.
   */
  public static final Duration IDLE_IN_TRANSACTION_MAX = Duration.ofSeconds(10);

  /** How long a statement waits for another transaction; then it fails. */
  public static final Duration LOCK_WAIT_MAX = Duration.ofSeconds(10);

  private static final String POSTGRES = "jdbc:postgresql:";
  private static final String H2_FILE = "jdbc:h2:file:";

  /** SQL states of a transaction that lost to another one: serialization failure, deadlock. */
  private static final Set<String> LOST_TO_ANOTHER = Set.of("40001", "40P01");

  private final DataSource source;
  private final Jdbi jdbi;
  private final Runnable closing;

  private Database(DataSource source, Runnable closing) {
    this.source = source;
    this.jdbi = Jdbi.create(source);
    this.closing = closing;
  }

  /**
   * A database whose tables are up to date, by somebody else's connections, which stay open when
   * this is closed.
   */
  public static Database over(DataSource migrated) {
    return new Database(migrated, () -> {});
  }

  /**
   * The address of an embedded database in this folder. A commit is on its way to the disk before
   * it is acknowledged ({@code WRITE_DELAY=0}), so that {@code kill -9} loses none.
   */
  public static String embedded(Path folder, String name) {
    return H2_FILE
        + folder.toAbsolutePath().resolve(name)
        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT="
        + LOCK_WAIT_MAX.toMillis()
        + ";QUERY_CACHE_SIZE="
        + STATEMENTS_KEPT
        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
  }

  /**
   * Opens the database, as it was left or a crash has left it, and brings its tables up to date.
   *
   * @param jdbcUrl from {@link #embedded}, or a PostgreSQL address with user and password in it
   * @param migrations folder on the class path, such as {@code db/bank}
   */
  public static Database open(String jdbcUrl, String migrations) {
    return open(jdbcUrl, migrations, IDLE_IN_TRANSACTION_MAX, LOCK_WAIT_MAX);
  }

  /** As {@link #open(String, String)}, where PostgreSQL has another patience. */
  static Database open(
      String jdbcUrl, String migrations, Duration idleInTransactionMax, Duration lockWaitMax) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setMaximumPoolSize(CONNECTIONS_MAX);
    if (jdbcUrl.startsWith(POSTGRES)) {
      config.setConnectionInitSql(
          "set idle_in_transaction_session_timeout = %d; set lock_timeout = %d"
              .formatted(idleInTransactionMax.toMillis(), lockWaitMax.toMillis()));
      // by connections without a limit: a migration may take its time
      migrate(Flyway.configure().dataSource(jdbcUrl, "", ""), migrations, false);
      HikariDataSource pool = new HikariDataSource(config);
      return new Database(pool, pool::close);
    }
    if (jdbcUrl.startsWith(H2_FILE)) {
      String name = jdbcUrl.substring(H2_FILE.length()).split(";", 2)[0];
      CrashedFile.mend(Path.of(name + Constants.SUFFIX_MV_FILE));
    }
    HikariDataSource pool = new HikariDataSource(config);
    try {
      migrate(pool, migrations);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
    return new Database(pool, pool::close);
  }

  /**
   * Brings the tables up to date. {@code ${numbers}} in a migration says how an identity keeps
   * numbers ready: many in H2, which otherwise writes down each few apart; none in PostgreSQL,
   * where each connection has its own, which would not grow with time. {@code ${stored}} ends a
   * generated column: PostgreSQL wants to be told that it is kept, H2 always keeps it.
   */
  public static void migrate(DataSource source, String migrations) {
    migrate(Flyway.configure().dataSource(source), migrations, isEmbedded(source));
  }

  private static void migrate(FluentConfiguration flyway, String migrations, boolean embedded) {
    String numbers = embedded ? "cache " + NUMBERS_KEPT : "cache 1";
    String stored = embedded ? "" : "stored";
    flyway
        .locations("classpath:" + migrations)
        .placeholders(Map.of("numbers", numbers, "stored", stored))
        .load()
        .migrate();
  }

  private static boolean isEmbedded(DataSource source) {
    try (Connection connection = source.getConnection()) {
      return connection.getMetaData().getDatabaseProductName().equals("H2");
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /** Does the work in one transaction, anew if the database ended it in favour of another one. */
  public <T extends @Nullable Object> T inTransaction(Function<UnitOfWork, T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return once(work);
      } catch (JdbiException e) {
        if (tries == TRIES_MAX || !lostToAnother(e)) {
          throw e;
        }
      }
    }
  }

  /** As {@link #inTransaction}, for work without a result. */
  public void useTransaction(Consumer<UnitOfWork> work) {
    this.<@Nullable Void>inTransaction(unit -> {
      work.accept(unit);
      return null;
    });
  }

  /** Reads without a transaction around it. */
  public <T extends @Nullable Object> T read(Function<Handle, T> work) {
    try (Handle handle = jdbi.open()) {
      return work.apply(handle);
    }
  }

  /**
   * As {@link #read}, by plain JDBC: for the few questions that every call of an API asks.
   *
   * @throws UnableToExecuteStatementException when the database cannot answer
   */
  public <T extends @Nullable Object> T ask(Question<T> question) {
    try (Connection connection = source.getConnection()) {
      return question.ask(connection);
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /** What {@link #ask} asks. */
  public interface Question<T extends @Nullable Object> {
    T ask(Connection connection) throws SQLException;
  }

  @Override
  public void close() {
    closing.run();
  }

  private <T extends @Nullable Object> T once(Function<UnitOfWork, T> work) {
    try (Handle handle = jdbi.open()) {
      UnitOfWork unit = new UnitOfWork(handle);
      T result = handle.inTransaction(ignored -> work.apply(unit));
      unit.committed();
      return result;
    }
  }

  private static boolean lostToAnother(JdbiException exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && LOST_TO_ANOTHER.contains(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
