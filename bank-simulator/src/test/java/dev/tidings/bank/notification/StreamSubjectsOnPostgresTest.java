package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class StreamSubjectsOnPostgresTest extends StreamSubjectsContract {

  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
