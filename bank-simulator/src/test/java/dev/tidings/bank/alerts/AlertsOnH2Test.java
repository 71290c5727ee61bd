package dev.tidings.bank.alerts;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;

class AlertsOnH2Test extends AlertsContract {

  @Override
  Database open() {
    return TestDatabase.inMemory();
  }
}
