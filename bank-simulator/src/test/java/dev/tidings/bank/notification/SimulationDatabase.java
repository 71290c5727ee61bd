package dev.tidings.bank.notification;

import com.zaxxer.hikari.HikariDataSource;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.util.ArrayList;
import java.util.List;

/** One database for many worlds, one after the other. */
final class SimulationDatabase implements AutoCloseable {

  private static final String HISTORY = "flyway_schema_history";

  private final HikariDataSource connections;
  private final boolean isH2;
  private final Database lasting;
  private final List<OfOneLife> lives = new ArrayList<>();
  private int livesBegun;

  private SimulationDatabase(HikariDataSource connections, boolean isH2) {
    this.connections = connections;
    this.isH2 = isH2;
    this.lasting = Database.over(connections);
  }

  static SimulationDatabase h2() {
    return new SimulationDatabase(TestDatabase.inMemoryConnections(), true);
  }

  static SimulationDatabase postgres() {
    return new SimulationDatabase(TestDatabase.postgresConnections(), false);
  }

  /** The view of somebody who never crashes. */
  Database lasting() {
    return lasting;
  }

  /** As a process sees it, which is not the view of any other in this world. */
  Database of(Life life) {
    if (livesBegun == lives.size()) {
      MortalConnections mortal = new MortalConnections(connections);
      lives.add(new OfOneLife(mortal, Database.over(mortal.source())));
    }
    OfOneLife next = lives.get(livesBegun++);
    next.connections().belongTo(life);
    return next.database();
  }

  /** Another world begins, with empty tables; the former must be over. */
  SimulationDatabase emptied() {
    livesBegun = 0;
    lasting.useTransaction(unit -> {
      List<String> tables =
          unit.handle()
              .select(
                  """
                  select table_name from information_schema.tables
                  where table_schema = 'public' and table_name <> ?\
                  """,
                  HISTORY)
              .mapTo(String.class)
              .list();
      if (isH2) {
        unit.handle().execute("set referential_integrity false");
        // not truncate: that is a change of the schema, after which every statement is parsed anew
        tables.forEach(table -> unit.handle().execute("delete from " + table));
        unit.handle().execute("set referential_integrity true");
      } else {
        unit.handle().execute("truncate table " + String.join(", ", tables));
      }
    });
    return this;
  }

  @Override
  public void close() {
    connections.close();
  }

  private record OfOneLife(MortalConnections connections, Database database) {}
}
