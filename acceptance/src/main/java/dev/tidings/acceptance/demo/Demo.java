package dev.tidings.acceptance.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.acceptance.system.AggregatorClient;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.ChangeStream;
import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Alder Bank, Birch Bank and the aggregator, running and connected for the demo customer. */
public final class Demo implements AutoCloseable {

  /** The customer that has accounts at both banks. */
  public static final String CUSTOMER = "amelia";

  private final Installation installation;
  private final Path data;
  private final Ports ports;
  private final String activity;
  private final Http http = new Http();
  private final List<Program> programs = new ArrayList<>();
  private final List<BankClient> banks = new ArrayList<>();
  private @Nullable AggregatorClient aggregator;
  private @Nullable ChangeStream changes;

  /**
   * @param data holds each program's folder and log
   * @param activity of the banks' customers: off, calm or busy
   */
  public Demo(Installation installation, Path data, Ports ports, String activity) {
    this.installation = installation;
    this.data = data;
    this.ports = ports;
    this.activity = activity;
  }

  /** Where each program listens; 0 for a free port. */
  public record Ports(int alder, int birch, int aggregator) {

    public static Ports usual() {
      return new Ports(8081, 8082, 8080);
    }

    public static Ports free() {
      return new Ports(0, 0, 0);
    }
  }

  /** Starts all three and connects the customer to both banks. */
  public void start() {
    Program alder =
        add(
            installation.startBank(
                "Alder Bank", ports.alder(), data.resolve("alder"), 1, activity));
    Program birch =
        add(
            installation.startBank(
                "Birch Bank", ports.birch(), data.resolve("birch"), 2, activity));
    List<URI> addresses = List.of(alder.awaitReady(), birch.awaitReady());
    Program tpp =
        add(
            installation.startAggregator(
                ports.aggregator(), data.resolve("aggregator"), addresses));
    AggregatorClient client = new AggregatorClient(tpp.awaitReady(), http);
    for (URI address : addresses) {
      BankClient bank = new BankClient(address, http);
      banks.add(bank);
      client.connect(bank, CUSTOMER);
    }
    aggregator = client;
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

  /** The three processes, in the order of their start. */
  public List<Program> programs() {
    return programs;
  }

  /** Calls back for every refresh of the view. */
  public void onChange(Consumer<JsonNode> listener) {
    changes = ChangeStream.open(aggregator().address(), http.client(), listener);
  }

  /** Waits until one of the programs ends. */
  public void awaitEnd() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    programs.forEach(program -> program.onEnd(ended::countDown));
    ended.await();
  }

  @Override
  public void close() {
    if (changes != null) {
      changes.close();
    }
    programs.reversed().parallelStream().forEach(Program::close);
  }

  private Program add(Program program) {
    programs.add(program);
    return program;
  }
}
