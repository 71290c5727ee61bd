package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever happens to a bank, its database, its network and those who listen: who may know is told,
 * in order, and nobody else ever is. {@code scripts/campaign} makes more worlds, or one again.
 */
class SimulationTest {

  /** Each world has a limit of its own: {@link Worlds#WORLD_MAX}. */
  private static final int DAYS_MAX = 3;

  private final Tally tally = new Tally();

  @Test
  @Timeout(value = DAYS_MAX, unit = TimeUnit.DAYS)
  void everyoneEntitledIsToldInOrderAndNobodyElse() {
    Seeds seeds = Seeds.of(System::getProperty);
    worlds("h2", seeds.onH2(), seeds.from(), SimulationDatabase::h2);
    worlds(
        "postgres", seeds.onPostgres(), seeds.from() + seeds.onH2(), SimulationDatabase::postgres);

    System.out.println(tally);
    if (seeds.count() >= Seeds.COUNT_DEFAULT) {
      assertThat(tally.missing()).as("never happened").isEmpty();
    }
  }

  private void worlds(String name, int count, long from, Supplier<SimulationDatabase> databases) {
    if (count == 0) {
      return;
    }
    Worlds.Result result =
        new Worlds(count, from, name, Simulation::run, Worlds.WORLD_MAX).run(databases);
    tally.add(result.tally());
    assertThat(result.failures()).isEmpty();
    assertThat(result.completed()).as("worlds on " + name).isEqualTo(count);
  }
}
