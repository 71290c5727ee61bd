package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class OrderOnPostgresTest extends OrderContract {

  @Override
  Database open() {
    return TestDatabase.postgres();
  }
}
