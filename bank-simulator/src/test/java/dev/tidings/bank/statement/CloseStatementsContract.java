package dev.tidings.bank.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.ledger.Books;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.bank.ledger.Posting;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.persistence.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Months are closed when they are over, once each, on every database. */
abstract class CloseStatementsContract {

  private static final String ONE = "aaaa0001";
  private static final String TWO = "aaaa0002";

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock("2026-03-30T10:00:00Z");
  private final Ledger ledger = new Ledger(new EventLog(clock), clock);
  private final Statements statements = new Statements();
  private Database database;

  abstract Database open(Path folder);

  @BeforeEach
  void openTwoAccounts() {
    database = open(folder);
    Books.open(database, "GBP", ONE, TWO);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aMonthIsClosedWhenItIsOverAndNotBefore() {
    post(Books.credit(ONE, 100_00));
    post(Books.debit(ONE, 30_00, Transaction.Status.BOOK));
    post(Books.debit(ONE, 5_00, Transaction.Status.PDNG));
    CloseStatements close = new CloseStatements(database, clock);
    run(close);
    assertThat(of(ONE)).isEmpty();

    clock.advance(Duration.ofDays(2));
    run(close);
    Statement march = of(ONE).getFirst();
    assertThat(march.startsAt()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(march.endsAt()).isEqualTo(Instant.parse("2026-04-01T00:00:00Z"));
    assertThat(march.opening().minor()).isZero();
    assertThat(march.closing().minor()).isEqualTo(70_00);
    assertThat(march.turnover().creditsMinor()).isEqualTo(100_00);
    assertThat(march.turnover().debitCount()).isEqualTo(1);
    assertThat(of(TWO)).isEmpty();
  }

  @Test
  void monthsMissedAreClosedOneAfterTheOtherAndFitTogether() {
    post(Books.credit(ONE, 100_00));
    clock.advance(Duration.ofDays(40));
    post(Books.debit(ONE, 30_00, Transaction.Status.BOOK));
    clock.advance(Duration.ofDays(60));
    run(new CloseStatements(database, clock));
    run(new CloseStatements(database, clock));

    List<Statement> newestFirst = of(ONE);
    assertThat(newestFirst)
        .extracting(Statement::reference)
        .containsExactly("2026-06", "2026-05", "2026-04", "2026-03");
    for (int i = 1; i < newestFirst.size(); i++) {
      assertThat(newestFirst.get(i - 1).opening()).isEqualTo(newestFirst.get(i).closing());
    }
    assertThat(newestFirst.getFirst().closing().minor()).isEqualTo(70_00);
  }

  private void post(Posting posting) {
    database.useTransaction(unit -> ledger.post(unit, posting, "cause"));
  }

  private static void run(CloseStatements close) {
    int steps = 0;
    while (close.executeDue() > 0) {
      assertThat(++steps).isLessThan(10);
    }
  }

  private List<Statement> of(String accountId) {
    return database.read(handle -> statements.of(handle, List.of(accountId), null, null));
  }
}
