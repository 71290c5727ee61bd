package dev.tidings.bank.broker;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class ProcessorsOnPostgresTest extends ProcessorsContract {

  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
