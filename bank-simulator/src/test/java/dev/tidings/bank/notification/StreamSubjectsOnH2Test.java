package dev.tidings.bank.notification;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class StreamSubjectsOnH2Test extends StreamSubjectsContract {

  @TempDir private Path folder;

  @Override
  Database open() {
    return TestDatabase.h2(folder);
  }
}
