package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class WindowOnPostgresTest extends WindowContract {

  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
