package dev.tidings.bank.statement;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.nio.file.Path;

final class CloseStatementsOnPostgresTest extends CloseStatementsContract {

  @Override
  Database open(Path folder) {
    return TestDatabase.postgres();
  }
}
