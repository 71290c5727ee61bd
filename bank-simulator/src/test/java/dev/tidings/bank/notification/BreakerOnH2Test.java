package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class BreakerOnH2Test extends BreakerContract {

  @Override
  Database open() {
    return TestDatabase.inMemory();
  }
}
