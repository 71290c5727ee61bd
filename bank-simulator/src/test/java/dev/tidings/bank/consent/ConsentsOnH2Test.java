package dev.tidings.bank.consent;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.nio.file.Path;

final class ConsentsOnH2Test extends ConsentsContract {

  @Override
  Database open(Path folder) {
    return TestDatabase.h2(folder);
  }
}
