package dev.tidings.bank.ledger;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.nio.file.Path;

final class TransactionsOnPostgresTest extends TransactionsContract {

  @Override
  Database open(Path folder) {
    return TestDatabase.postgres();
  }
}
