package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class OrderOnH2Test extends OrderContract {

  @Override
  Database open() {
    return TestDatabase.inMemory();
  }
}
