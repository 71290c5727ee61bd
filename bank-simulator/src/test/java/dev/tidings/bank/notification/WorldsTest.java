package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What goes wrong with a world is never taken for a world that went well. */
class WorldsTest {

  private static final Duration AT_ONCE = Duration.ofMillis(500);

  @Test
  void worldsThatEndWellAreCounted() {
    Worlds.Result result =
        worlds((_, _) -> new Tally(), Worlds.WORLD_MAX).run(SimulationDatabase::h2);

    assertThat(result.failures()).isEmpty();
    assertThat(result.completed()).isEqualTo(3);
  }

  @Test
  void aDatabaseThatDoesNotOpenIsAFailure() {
    Worlds.Result result =
        worlds((_, _) -> new Tally(), Worlds.WORLD_MAX)
            .run(() -> {
              throw new IllegalStateException("no server");
            });

    assertThat(result.completed()).isZero();
    assertThat(result.failures()).isNotEmpty().allMatch(text -> text.contains("no server"));
  }

  @Test
  void aWorldThatFailsIsNamedByItsSeedAndTheOthersGoOn() {
    Worlds.Result result =
        worlds(WorldsTest::failsAtTheSecond, Worlds.WORLD_MAX).run(SimulationDatabase::h2);

    assertThat(result.completed()).isEqualTo(2);
    assertThat(result.failures())
        .singleElement()
        .asString()
        .contains("--seeds 1 --from 72 --db h2", "wrong here");
  }

  @Test
  void aWorldThatHangsIsNamedByItsSeedAndEndsTheRun() {
    CountDownLatch never = new CountDownLatch(1);
    Worlds.Result result =
        worlds((seed, _) -> seed == 72 ? waits(never) : new Tally(), AT_ONCE)
            .run(SimulationDatabase::h2);
    never.countDown();

    assertThat(result.failures()).anyMatch(text -> text.contains("--from 72 --db h2"));
    assertThat(result.failures()).anyMatch(text -> text.contains("it never ends"));
  }

  private static Worlds worlds(Worlds.World world, Duration worldMax) {
    return new Worlds(3, 71, "h2", world, worldMax);
  }

  private static Tally failsAtTheSecond(long seed, SimulationDatabase database) {
    if (seed == 72) {
      throw new AssertionError("wrong here");
    }
    return new Tally();
  }

  private static Tally waits(CountDownLatch until) {
    try {
      until.await();
      return new Tally();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
