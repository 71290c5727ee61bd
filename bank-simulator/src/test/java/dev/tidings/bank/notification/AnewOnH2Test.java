package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class AnewOnH2Test extends AnewContract {

  @Override
  Database open() {
    return TestDatabase.inMemory();
  }
}
