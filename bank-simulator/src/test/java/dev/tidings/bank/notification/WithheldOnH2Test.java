package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class WithheldOnH2Test extends WithheldContract {

  @Override
  Database open() {
    return TestDatabase.inMemory();
  }
}
