package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A seed that has failed can be looked at again: it makes the same world. */
class SameWorldTest {

  private static final int SEEDS = 20;
  private static final int LINES_MIN = 50;

  @Test
  void theSameSeedMakesTheSameWorld() {
    try (SimulationDatabase first = SimulationDatabase.h2();
        SimulationDatabase second = SimulationDatabase.h2()) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        List<String> once = Simulation.runToTheEnd(seed, first).journal.lines();
        List<String> again = Simulation.runToTheEnd(seed, second).journal.lines();

        assertThat(again).as("seed " + seed).containsExactlyElementsOf(once);
        assertThat(once).hasSizeGreaterThan(LINES_MIN);
      }
    }
  }
}
