package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to a bank, its database, its network and those who listen: who may know is told,
 * in order, and nobody else ever is. {@code scripts/campaign} makes more worlds, or one again.
 */
class SimulationTest {

  private static final int H2_SEEDS = 450;
  private static final int POSTGRES_SEEDS = 50;

  @Test
  void everyoneEntitledIsToldInOrderAndNobodyElseOnH2() {
    worlds("h2", H2_SEEDS, 1, SimulationDatabase::h2);
  }

  @Test
  void everyoneEntitledIsToldInOrderAndNobodyElseOnPostgres() {
    worlds("postgres", POSTGRES_SEEDS, 1 + H2_SEEDS, SimulationDatabase::postgres);
  }

  private static void worlds(
      String name, int count, long from, Supplier<SimulationDatabase> databases) {
    assumeTrue(System.getProperty("tidings.seed.db", name).equals(name), "another is wanted");
    int seeds = Integer.getInteger("tidings.seeds", count);
    assertThat(Worlds.run(seeds, Long.getLong("tidings.seed", from), name, databases)).isEmpty();
  }
}
