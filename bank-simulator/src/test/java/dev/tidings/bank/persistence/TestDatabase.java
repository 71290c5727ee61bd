package dev.tidings.bank.persistence;

import dev.tidings.persistence.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Databases for tests: a file of H2, or a fresh database in the one PostgreSQL of this JVM. */
public final class TestDatabase {

  private static final String MIGRATIONS = "db/bank";
  private static final AtomicInteger count = new AtomicInteger();

  private TestDatabase() {}

  public static Database h2(Path folder) {
    return Database.open(Database.embedded(folder, "bank"), MIGRATIONS);
  }

  public static Database postgres() {
    return Database.open(postgresUrl(), MIGRATIONS);
  }

  /** Address of a fresh, empty database. */
  public static String postgresUrl() {
    String name = "test" + count.incrementAndGet();
    try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make a database", e);
    }
    return Server.POSTGRES.getJdbcUrl("postgres", name);
  }

  private static final class Server {

    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
