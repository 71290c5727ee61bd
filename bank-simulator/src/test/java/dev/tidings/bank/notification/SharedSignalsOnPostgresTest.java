package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class SharedSignalsOnPostgresTest extends SharedSignalsContract {

  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
