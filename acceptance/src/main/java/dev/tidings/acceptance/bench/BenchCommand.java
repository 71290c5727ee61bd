package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures, and prints each figure beside a reference taken in the same run. */
@Command(
    name = "bench",
    description = {
      "Measures the running programs, each figure beside a bare Javalin server in the same run.",
      "Without a name: all of them, with sizes that take some minutes. With one: in full size."
    },
    subcommands = BarePartsProgram.class,
    synopsisSubcommandLabel = "",
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

  private static final int ACCOUNTS = 1_000_000;
  private static final int ACCOUNTS_OF_ALL = 50_000;
  private static final int BACKLOG = 100_000;
  private static final int BACKLOG_OF_ALL = 10_000;
  private static final int BACKLOG_OF_ONE = 20_000;
  private static final int BACKLOG_OF_ONE_OF_ALL = 2_000;
  private static final int MINUTES = 10;
  private static final int MINUTES_OF_ALL = 2;

  /** What can be measured. */
  enum Benchmark {
    start,
    change,
    memory,
    balances,
    security,
    events,
    pages,
    polling
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
      names = "--accounts",
      description = "Accounts of the big bank (1000000; without a name 50000).")
  private @Nullable Integer accounts;

  @Option(
      names = "--transactions",
      defaultValue = "100000",
      description = "Transactions of the long history (${DEFAULT-VALUE}).")
  private int transactions = 100_000;

  @Option(
      names = "--requests",
      defaultValue = "20000",
      description = "Reads of balances, or tokens, to measure (${DEFAULT-VALUE}).")
  private int requests = 20_000;

  @Option(
      names = "--event-changes",
      defaultValue = "600",
      description =
          "Changes of a round, each told to twenty TPPs (${DEFAULT-VALUE}); to warm up, 32 times as many told to nobody, then 16 times as many told to all.")
  private int eventChanges = 600;

  @Option(
      names = "--idle-changes",
      defaultValue = "2000",
      description = "Changes to tell to one TPP by an idle bank, 20 a second (${DEFAULT-VALUE}).")
  private int idleChanges = 2_000;

  @Option(
      names = "--signers",
      split = ",",
      description = "Who signs: ${COMPLETION-CANDIDATES}; both if not given.")
  private List<EventDelivery.Signer> signers = List.of(EventDelivery.Signer.values());

  @Option(
      names = "--backlog",
      description =
          "Events to queue for twenty TPPs together and then to send, 0 for none (100000; without a name 10000).")
  private @Nullable Integer backlog;

  @Option(
      names = "--backlog-of-one",
      description = "The same for one TPP alone (20000; without a name 2000).")
  private @Nullable Integer backlogOfOne;

  @Option(
      names = "--minutes",
      description = "Minutes of each workload beside polling (10; without a name 2).")
  private @Nullable Integer minutes;

  @Option(names = "--workload", description = "Beside polling: ${COMPLETION-CANDIDATES} (both).")
  private List<Workload> workloads = List.of(Workload.values());

  @Override
  public Integer call() throws IOException {
    Set<Benchmark> wanted =
        chosen.isEmpty() ? EnumSet.allOf(Benchmark.class) : EnumSet.copyOf(chosen);
    Installation installation = Installation.find();
    WorkFolder data = WorkFolder.create("tidings-bench");
    System.out.println(Machine.describe());
    try {
      measure(wanted, installation, data.path());
    } catch (IOException | RuntimeException e) {
      data.keep();
      throw e;
    }
    return 0;
  }

  private void measure(Set<Benchmark> wanted, Installation installation, Path data)
      throws IOException {
    for (Benchmark benchmark : wanted) {
      switch (benchmark) {
        case start -> new ColdStart(installation, data.resolve("start"), runs).run();
        case change -> new ChangeLatency(installation, data.resolve("change"), changes).run();
        case memory ->
            new Memory(installation, data.resolve("memory"), Duration.ofSeconds(memoryAfterSeconds))
                .run();
        case balances ->
            new Balances(
                    installation,
                    data.resolve("balances"),
                    requests,
                    size(accounts, ACCOUNTS, ACCOUNTS_OF_ALL),
                    transactions)
                .run();
        case security -> new SecurityPrice(installation, data.resolve("security"), requests).run();
        case events -> events(data.resolve("events"), installation);
        case pages -> new OpenPages(installation, data.resolve("pages"), changes).run();
        case polling ->
            new PollingComparison(
                    installation,
                    data.resolve("polling"),
                    workloads,
                    Duration.ofMinutes(size(minutes, MINUTES, MINUTES_OF_ALL)))
                .run();
      }
    }
  }

  private void events(Path data, Installation installation) {
    Progress progress = new Progress();
    progress.say("signed events from one bank to %d TPPs".formatted(EventDelivery.TPPS));
    EventDelivery delivery =
        new EventDelivery(installation, data, eventChanges, idleChanges, progress);
    for (EventDelivery.Signer signer : signers) {
      delivery.run(signer);
    }
    int ofMany = size(backlog, BACKLOG, BACKLOG_OF_ALL);
    int ofOne = size(backlogOfOne, BACKLOG_OF_ONE, BACKLOG_OF_ONE_OF_ALL);
    DrainBacklog drain = new DrainBacklog(installation, data.resolve("drain"), progress);
    if (ofMany > 0) {
      drain.run(signers.getLast(), ofMany, EventDelivery.TPPS);
    }
    if (ofOne > 0) {
      drain.run(signers.getLast(), ofOne, 1);
    }
  }

  /** As asked for, else as much as suits a measurement that was named, or one of all. */
  private int size(@Nullable Integer asked, int named, int ofAll) {
    if (asked != null) {
      return asked;
    }
    return chosen.isEmpty() ? ofAll : named;
  }
}
