package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures, and prints each figure beside a reference taken in the same run. */
@Command(
    name = "bench",
    description = {
      "Measures the running programs, each figure beside a bare Javalin server in the same run.",
      "Without a name: all of them."
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

  /** What can be measured. */
  enum Benchmark {
    start,
    change,
    memory,
    events
  }

  @Parameters(paramLabel = "BENCHMARK", description = "${COMPLETION-CANDIDATES}", arity = "0..*")
  private List<Benchmark> chosen = List.of();

  @Option(
      names = "--runs",
      defaultValue = "5",
      description = "Cold starts to take (${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(
      names = "--changes",
      defaultValue = "300",
      description = "Changes to follow (${DEFAULT-VALUE}).")
  private int changes = 300;

  @Option(
      names = "--memory-after",
      defaultValue = "60",
      description = "Seconds until memory is read (${DEFAULT-VALUE}).")
  private int memoryAfterSeconds = 60;

  @Option(
      names = "--event-changes",
      defaultValue = "1000",
      description = "Changes to tell to twenty TPPs each (${DEFAULT-VALUE}).")
  private int eventChanges = 1_000;

  @Option(
      names = "--backlog",
      defaultValue = "100000",
      description = "Events to queue and then to send (${DEFAULT-VALUE}).")
  private int backlog = 100_000;

  @Override
  public Integer call() throws IOException {
    Set<Benchmark> wanted =
        chosen.isEmpty() ? EnumSet.allOf(Benchmark.class) : EnumSet.copyOf(chosen);
    Installation installation = Installation.find();
    Path data = Files.createTempDirectory("tidings-bench");
    System.out.println(Machine.describe());
    for (Benchmark benchmark : wanted) {
      switch (benchmark) {
        case start -> new ColdStart(installation, data.resolve("start"), runs).run();
        case change -> new ChangeLatency(installation, data.resolve("change"), changes).run();
        case memory ->
            new Memory(installation, data.resolve("memory"), Duration.ofSeconds(memoryAfterSeconds))
                .run();
        case events ->
            new EventDelivery(installation, data.resolve("events"), eventChanges, backlog).run();
      }
    }
    return 0;
  }
}
