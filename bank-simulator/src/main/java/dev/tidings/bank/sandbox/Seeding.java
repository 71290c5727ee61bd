package dev.tidings.bank.sandbox;

import dev.tidings.bank.ledger.Customers;
import dev.tidings.bank.ledger.History;
import dev.tidings.persistence.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

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
      history(today).write(unit);
      return true;
    });
  }

  private History history(LocalDate today) {
    LocalDate firstDay = today.minusMonths(HISTORY_MONTHS);
    Instant start = firstDay.atStartOfDay(ZoneOffset.UTC).toInstant();
    History history = new History();
    int number = 0;
    for (Persona persona : Personas.all(seed, start)) {
      Draw draw = new Draw(seed, "life " + number++);
      Life life = new Life(history, draw, today.minusDays(1));
      persona.customers().forEach(history::customer);
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
    return history;
  }
}
