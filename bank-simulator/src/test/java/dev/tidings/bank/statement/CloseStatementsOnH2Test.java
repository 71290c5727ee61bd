package dev.tidings.bank.statement;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.nio.file.Path;

final class CloseStatementsOnH2Test extends CloseStatementsContract {

  @Override
  Database open(Path folder) {
    return TestDatabase.h2(folder);
  }
}
