package dev.tidings.acceptance.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.acceptance.system.AggregatorClient;
import dev.tidings.acceptance.system.BankAccessLog;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.ChangeStream;
import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Alder Bank, Birch Bank and the aggregator, running and connected for the demo customer. */
public final class Demo implements AutoCloseable {

  /** The customer that has accounts at both banks. */
  public static final String CUSTOMER = "amelia";

  /** Names of the banks, in the order of {@link #banks()}. */
  private static final List<String> BANKS = List.of("Alder Bank", "Birch Bank");

  private final Installation installation;
  private final Path data;
  private final Ports ports;
  private final String activity;
  private final List<String> aggregatorOptions;
  private final Http http = new Http();
  private final List<Program> bankPrograms = new ArrayList<>();
  private final List<BankClient> banks = new ArrayList<>();
  private @Nullable Program aggregatorProgram;
  private @Nullable AggregatorClient aggregator;
  private @Nullable ChangeStream changes;

  /**
   * @param data holds each program's folder and log
   * @param activity of the banks' customers: off, calm or busy
   */
  public Demo(Installation installation, Path data, Ports ports, String activity) {
    this(installation, data, ports, activity, List.of());
  }

  private Demo(
      Installation installation,
      Path data,
      Ports ports,
      String activity,
      List<String> aggregatorOptions) {
    this.installation = installation;
    this.data = data;
    this.ports = ports;
    this.activity = activity;
    this.aggregatorOptions = aggregatorOptions;
  }

  /** One in which nothing happens by itself, and a narrator may speak on the pages. */
  public static Demo forStory(Installation installation, Path data, Ports ports) {
    return new Demo(installation, data, ports, "off", List.of("--narration"));
  }

  /**
   * Where each program listens.
   *
   * @param banks one for each bank; 0 for a free port
   * @param aggregator 0 for a free port
   */
  public record Ports(List<Integer> banks, int aggregator) {

    public static Ports usual() {
      return new Ports(List.of(8081, 8082), 8080);
    }

    public static Ports free() {
      return new Ports(List.of(0, 0), 0);
    }
  }

  /** Starts all three, without connecting anybody. */
  public void startPrograms() {
    for (int i = 0; i < BANKS.size(); i++) {
      bankPrograms.add(startBank(i, ports.banks().get(i)));
    }
    bankPrograms.forEach(program -> banks.add(new BankClient(program.awaitReady(), http)));
    startAggregator(ports.aggregator());
    banks.forEach(bank -> aggregator().awaitRegistered(bank.address()));
  }

  /** Starts all three and connects the customer to both banks. */
  public void start() {
    startPrograms();
    banks.forEach(bank -> aggregator().connect(bank, CUSTOMER));
  }

  public List<BankClient> banks() {
    return banks;
  }

  public AggregatorClient aggregator() {
    if (aggregator == null) {
      throw new IllegalStateException("the demo is not started");
    }
    return aggregator;
  }

  /** What each bank logged, in the order of {@link #banks()}. */
  public List<BankAccessLog> accessLogs() {
    return IntStream.range(0, banks.size())
        .mapToObj(index -> BankAccessLog.in(bankFolder(index)))
        .toList();
  }

  /** The running processes, banks first. */
  public List<Program> programs() {
    List<Program> programs = new ArrayList<>(bankPrograms);
    if (aggregatorProgram != null) {
      programs.add(aggregatorProgram);
    }
    return programs;
  }

  /** {@code kill -9} of a bank. */
  public void crashBank(int index) {
    bankPrograms.get(index).kill();
  }

  /** Starts a crashed bank again, at the same address and on the same data. */
  public void restartBank(int index) {
    Program program = startBank(index, banks.get(index).address().getPort());
    bankPrograms.set(index, program);
    program.awaitReady();
  }

  /** {@code kill -9} of the aggregator. */
  public void crashAggregator() {
    programs().getLast().kill();
  }

  /** Starts the crashed aggregator again, at the same address and on the same data. */
  public void restartAggregator() {
    startAggregator(aggregator().address().getPort());
  }

  /** Calls back for every refresh of the view. */
  public void onChange(Consumer<JsonNode> listener) {
    changes = ChangeStream.open(aggregator().address(), http.client(), listener);
  }

  /** Waits until one of the programs ends. */
  public void awaitEnd() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    programs().forEach(program -> program.onEnd(ended::countDown));
    ended.await();
  }

  @Override
  public void close() {
    if (changes != null) {
      changes.close();
    }
    programs().parallelStream().forEach(Program::close);
  }

  private Program startBank(int index, int port) {
    return installation.startBank(BANKS.get(index), port, bankFolder(index), index + 1, activity);
  }

  private Path bankFolder(int index) {
    return data.resolve(BANKS.get(index).toLowerCase(Locale.ROOT).replace(' ', '-'));
  }

  private void startAggregator(int port) {
    List<URI> addresses = banks.stream().map(BankClient::address).toList();
    Program program =
        installation.startAggregator(
            port, data.resolve("aggregator"), addresses, aggregatorOptions);
    aggregatorProgram = program;
    aggregator = new AggregatorClient(program.awaitReady(), http);
  }
}
