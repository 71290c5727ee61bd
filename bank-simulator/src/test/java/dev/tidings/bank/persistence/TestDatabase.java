package dev.tidings.bank.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tidings.persistence.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens a bank's database for a test: the embedded one, or a real PostgreSQL, one server a JVM. */
public final class TestDatabase {

  private static final String MIGRATIONS = "db/bank";
  private static final String H2_MODE =
      ";LOCK_TIMEOUT=10000;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
  private static final AtomicInteger made = new AtomicInteger();

  private TestDatabase() {}

  /** The embedded database in this folder, anew or as it was left. */
  public static Database h2(Path folder) {
    return Database.open(Database.embedded(folder, "bank"), MIGRATIONS);
  }

  /** A fresh embedded database that is gone when closed. */
  public static Database inMemory() {
    return Database.open("jdbc:h2:mem:bank-" + made.incrementAndGet() + H2_MODE, MIGRATIONS);
  }

  /** A fresh PostgreSQL database. */
  public static Database postgres() {
    return Database.open(Server.create("template " + Server.MIGRATED), MIGRATIONS);
  }

  /** Connections to a fresh, migrated embedded database, which is gone when they are closed. */
  public static HikariDataSource inMemoryConnections() {
    HikariDataSource connections =
        connections("jdbc:h2:mem:bank-" + made.incrementAndGet() + H2_MODE);
    Database.migrate(connections, MIGRATIONS);
    return connections;
  }

  /** Connections to a fresh, migrated PostgreSQL database. */
  public static HikariDataSource postgresConnections() {
    return connections(Server.create("template " + Server.MIGRATED));
  }

  private static HikariDataSource connections(String jdbcUrl) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setMaximumPoolSize(Database.CONNECTIONS_MAX);
    return new HikariDataSource(config);
  }

  /** The address of a fresh, empty PostgreSQL database. */
  public static String postgresUrl() {
    return Server.create("");
  }

  /** Started when first used; it ends with the JVM. */
  private static final class Server {

    /** The tables are made once: copying them is faster than migrating again. */
    static final String MIGRATED = "migrated";

    private static final Duration START_WITHIN = Duration.ofMinutes(1);

    private static final EmbeddedPostgres ONE = start();

    static {
      Database.open(create(MIGRATED, ""), MIGRATIONS).close();
    }

    static String create(String options) {
      return create("bank_" + made.incrementAndGet(), options);
    }

    private static String create(String name, String options) {
      try (Connection connection = ONE.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name + " " + options);
      } catch (SQLException e) {
        throw new IllegalStateException("PostgreSQL makes no database", e);
      }
      return ONE.getJdbcUrl("postgres", name);
    }

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setPGStartupWait(START_WITHIN)
            .setServerConfig("fsync", "off")
            .setServerConfig("full_page_writes", "off")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL does not start", e);
      }
    }
  }
}
