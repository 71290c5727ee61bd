package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class DeadLettersOnH2Test extends DeadLettersContract {

  @Override
  Database open() {
    return TestDatabase.inMemory();
  }
}
