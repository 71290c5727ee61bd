package dev.tidings.bank.arrangement;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.nio.file.Path;

final class DuePaymentsOnH2Test extends DuePaymentsContract {

  @Override
  Database open(Path folder) {
    return TestDatabase.h2(folder);
  }
}
