package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class LargeBacklogOnH2Test extends LargeBacklogContract {

  @Override
  Database open() {
    return TestDatabase.inMemory();
  }
}
