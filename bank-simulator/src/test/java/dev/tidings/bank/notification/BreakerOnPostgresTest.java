package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class BreakerOnPostgresTest extends BreakerContract {

  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
