package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class EventPollingOnPostgresTest extends EventPollingContract {

  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
