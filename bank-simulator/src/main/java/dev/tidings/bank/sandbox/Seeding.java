package dev.tidings.bank.sandbox;

import dev.tidings.bank.ledger.Customers;
import dev.tidings.bank.ledger.History;
import dev.tidings.bank.statement.CloseStatements;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Fills an empty bank with customers and twelve months of their lives, up to the start of the
 * current day in UTC. The same seed on the same day makes the same data, byte for byte.
 */
public final class Seeding {

  /** How far the history goes back. */
  public static final int HISTORY_MONTHS = 12;

  private final Database database;
  private final InstantSource clock;
  private final long seed;

  public Seeding(Database database, InstantSource clock, long seed) {
    this.database = database;
    this.clock = clock;
    this.seed = seed;
  }

  /**
   * Seeds the bank in one transaction, unless it has customers.
   *
   * @return whether it was empty
   */
  public boolean run() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return database.inTransaction(unit -> {
      if (new Customers().any(unit.handle())) {
        return false;
      }
      fill(unit, today);
      return true;
    });
  }

  private void fill(UnitOfWork unit, LocalDate today) {
    LocalDate firstDay = today.minusMonths(HISTORY_MONTHS);
    List<Persona> personas = Personas.all(seed, firstDay.atStartOfDay(ZoneOffset.UTC).toInstant());
    History history = new History();
    Prospects prospects = new Prospects(seed, today);
    int number = 0;
    for (Persona persona : personas) {
      Draw draw = new Draw(seed, "life " + number++);
      Life life = new Life(history, draw, today.minusDays(1));
      live(persona, life, history, firstDay, today);
      look(persona, life, prospects);
    }
    history.write(unit);
    prospects.write(unit.handle());
    YearMonth over = YearMonth.from(today).minusMonths(1);
    CloseStatements statements = new CloseStatements(database, clock);
    personas.stream()
        .flatMap(persona -> persona.accounts().stream())
        .forEach(held -> statements.close(unit, held.account().accountId(), over));
  }

  private static void live(
      Persona persona, Life life, History history, LocalDate firstDay, LocalDate today) {
    Instant start = firstDay.atStartOfDay(ZoneOffset.UTC).toInstant();
    persona.customers().forEach(history::customer);
    persona.contacts().forEach(history::contact);
    for (Persona.Held held : persona.accounts()) {
      history.account(held.account(), held.customerIds());
      if (held.broughtForwardMinor() != 0) {
        life.broughtForward(held.account(), held.broughtForwardMinor(), start);
      }
    }
    for (LocalDate day = firstDay; day.isBefore(today); day = day.plusDays(1)) {
      for (Habit habit : persona.habits()) {
        habit.live(life, day);
      }
    }
  }

  /** What the persona's past and plans mean for the future; nothing for one without a past. */
  private static void look(Persona persona, Life life, Prospects prospects) {
    for (Habit habit : persona.habits()) {
      Agreement agreement = habit.agreement();
      if (agreement != null) {
        prospects.agreement(agreement, life.paidBy(habit));
      }
    }
    persona.planned().forEach(prospects::planned);
    if (!persona.habits().isEmpty()) {
      persona.accounts().forEach(held -> prospects.offers(held.account()));
    }
  }
}
