package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class ReplayOnH2Test extends ReplayContract {

  @Override
  Database open() {
    return TestDatabase.inMemory();
  }
}
