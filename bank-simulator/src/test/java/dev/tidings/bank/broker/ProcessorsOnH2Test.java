package dev.tidings.bank.broker;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ProcessorsOnH2Test extends ProcessorsContract {

  @TempDir private Path folder;

  @Override
  Database open() {
    return TestDatabase.h2(folder);
  }
}
