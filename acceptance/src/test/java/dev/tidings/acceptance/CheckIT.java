package dev.tidings.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The demo's own check, run as people run it. */
class CheckIT {

  private static final Duration CHECK_MAX = Duration.ofMinutes(8);

  @Test
  void the_check_of_the_demo_passes() throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("tidings.home", ".."));
    Process check =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtidings.home=" + home,
                "-jar",
                home.resolve("acceptance/target/tidings.jar").toString(),
                "demo",
                "--check")
            .inheritIO()
            .start();

    assertThat(check.waitFor(CHECK_MAX.toSeconds(), TimeUnit.SECONDS)).as("ended in time").isTrue();
    assertThat(check.exitValue()).isZero();
  }
}
