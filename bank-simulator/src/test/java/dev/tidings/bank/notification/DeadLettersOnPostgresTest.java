package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class DeadLettersOnPostgresTest extends DeadLettersContract {

  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
