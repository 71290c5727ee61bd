package dev.tidings.bank.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.persistence.Database;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsentsOnH2Test extends ConsentsContract {

  @Override
  Database open(Path folder) {
    return TestDatabase.h2(folder);
  }

  @Test
  void whoIsEntitledToABalanceIsReadThroughTheIndexes(@TempDir Path another) {
    try (Database database = TestDatabase.h2(another)) {
      String plan =
          database.read(handle ->
              handle
                  .createQuery("explain " + ConsentRows.ENTITLED_TO_BALANCE)
                  .bind(0, "acc-1")
                  .bind(1, OffsetDateTime.parse("2026-11-23T09:00:00Z"))
                  .mapTo(String.class)
                  .one());
      assertThat(plan).containsIgnoringCase("consent_account_by_account");
      assertThat(plan).doesNotContainIgnoringCase("tablescan");
    }
  }
}
