package dev.tidings.tpp.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.persistence.Database;
import dev.tidings.securityevent.Event;
import dev.tidings.securityevent.SecurityEvent;
import dev.tidings.tpp.support.SettableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgetReceivedTest {

  private static final String BANK = "https://bank.example";

  private final SettableClock clock = new SettableClock();
  private @TempDir Path data;
  private Database database;
  private ReceivedEvents received;
  private ForgetReceived forgetting;

  @BeforeEach
  void start() {
    database = Database.open(Database.embedded(data, "tpp"), "db/tpp");
    received = new ReceivedEvents(database, clock);
    forgetting = new ForgetReceived(received, clock);
  }

  @AfterEach
  void stop() {
    forgetting.close();
    database.close();
  }

  @Test
  void aRepeatIsKnownForAsLongAsABankMaySendIt() {
    Duration tries = Duration.ofDays(3);
    Duration kept = Duration.ofDays(30);
    assertThat(isNew("e1")).isTrue();

    // not acknowledged in time, put back late, then fetched late, replayed late
    clock.pass(tries.plus(kept).plus(kept).plus(kept).plus(tries));
    forgetting.runDue();

    assertThat(isNew("e1")).isFalse();
  }

  @Test
  void whatGrowsOldWhileWeRunIsForgottenWithinADay() {
    isNew("e1");
    clock.pass(Duration.ofDays(1));
    isNew("e2");
    clock.pass(ReceivedEvents.KEEP);
    forgetting.runDue();
    assertThat(rows()).isEqualTo(1);

    clock.pass(ForgetReceived.INTERVAL.minusSeconds(1));
    forgetting.runDue();
    assertThat(rows()).isEqualTo(1);

    clock.pass(Duration.ofSeconds(1));
    forgetting.runDue();
    assertThat(rows()).isZero();
  }

  @Test
  void manyAreForgottenAFewAtATime() {
    for (int i = 0; i <= ReceivedEvents.FORGOTTEN_AT_ONCE_MAX; i++) {
      isNew("e" + i);
    }
    clock.pass(ReceivedEvents.KEEP.plusSeconds(1));
    forgetting.runDue();
    assertThat(rows()).isEqualTo(1);

    clock.pass(ForgetReceived.PAUSE);
    forgetting.runDue();
    assertThat(rows()).isZero();
  }

  private boolean isNew(String jti) {
    SecurityEvent set =
        new SecurityEvent(
            BANK,
            clock.instant(),
            jti,
            "us",
            URI.create(BANK),
            jti,
            clock.instant(),
            List.<Event>of());
    return database.inTransaction(unit -> received.add(unit, set, null, clock.instant()));
  }

  private int rows() {
    return database.read(handle ->
        handle.createQuery("select count(*) from received_event").mapTo(Integer.class).one());
  }
}
