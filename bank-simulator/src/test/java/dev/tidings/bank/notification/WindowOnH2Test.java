package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class WindowOnH2Test extends WindowContract {

  @Override
  Database open() {
    return TestDatabase.inMemory();
  }
}
