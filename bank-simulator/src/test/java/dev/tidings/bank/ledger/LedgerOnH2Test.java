package dev.tidings.bank.ledger;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.nio.file.Path;

final class LedgerOnH2Test extends LedgerContract {

  @Override
  Database open(Path folder) {
    return TestDatabase.h2(folder);
  }
}
