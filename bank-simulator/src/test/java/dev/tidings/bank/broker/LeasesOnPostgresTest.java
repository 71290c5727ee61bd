package dev.tidings.bank.broker;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class LeasesOnPostgresTest extends LeasesContract {

  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
