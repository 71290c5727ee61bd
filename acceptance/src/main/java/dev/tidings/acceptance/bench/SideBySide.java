package dev.tidings.acceptance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.AggregatorClient;
import dev.tidings.acceptance.system.Await;
import dev.tidings.acceptance.system.BankAccessLog;
import dev.tidings.acceptance.system.BankAccessLog.Calls;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.ChangeStream;
import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two banks, an aggregator that is told and one that asks, all of them real and at one time. */
final class SideBySide implements AutoCloseable {

  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);

  private final Installation installation;
  private final Path data;
  private final Http http = new Http();
  private final List<Program> programs = new ArrayList<>();
  private final List<ChangeStream> streams = new ArrayList<>();
  private final List<BankClient> banks = new ArrayList<>();
  private final List<BankAccessLog> logs = new ArrayList<>();
  private final List<Set<String>> known = new ArrayList<>();

  SideBySide(Installation installation, Path data) {
    this.installation = installation;
    this.data = data;
  }

  /**
   * An aggregator as the banks see it.
   *
   * @param clientIds what each bank calls it, in the banks' order
   */
  record Side(AggregatorClient aggregator, Sightings sightings, List<String> clientIds) {}

  void startBanks() {
    for (String name : List.of("alder", "birch")) {
      Path folder = data.resolve(name);
      Program bank = installation.startBank(name, 0, folder, banks.size() + 1, "off");
      programs.add(bank);
      banks.add(new BankClient(bank.awaitReady(), http));
      logs.add(BankAccessLog.in(folder));
      known.add(new HashSet<>());
    }
  }

  /** Starts an aggregator, connects the customer to all banks, and waits until all is read. */
  Side start(String name, List<String> options) {
    List<URI> addresses = banks.stream().map(BankClient::address).toList();
    Program program = installation.startAggregator(0, data.resolve(name), addresses, options);
    programs.add(program);
    AggregatorClient aggregator = new AggregatorClient(program.awaitReady(), http);
    banks.forEach(bank -> aggregator.awaitRegistered(bank.address()));
    banks.forEach(bank -> aggregator.connect(bank, Demo.CUSTOMER));
    if (!Await.within(SETTLED_WITHIN, aggregator::isSettled)) {
      throw new IllegalStateException(name + " could not read all accounts");
    }
    Sightings sightings = new Sightings();
    streams.add(
        ChangeStream.open(
            aggregator.address(), http.client(), (JsonNode change) -> sightings.add(change)));
    return new Side(aggregator, sightings, newClients());
  }

  List<BankClient> banks() {
    return banks;
  }

  /** What the banks' logs have of this aggregator, all banks together. */
  Calls logged(Side side) {
    Calls calls = Calls.NONE;
    for (int i = 0; i < logs.size(); i++) {
      calls = calls.plus(logged(side, i));
    }
    return calls;
  }

  /** As {@link #logged(Side)}, of one bank. */
  Calls logged(Side side, int bank) {
    return logs.get(bank).dataCalls().getOrDefault(side.clientIds().get(bank), Calls.NONE);
  }

  /** Calls without a token that the bank knows: there should be none. */
  long unattributed() {
    return logs.stream()
        .map(BankAccessLog::dataCalls)
        .mapToLong(calls -> calls.getOrDefault("-", Calls.NONE).calls())
        .sum();
  }

  @Override
  public void close() {
    streams.forEach(ChangeStream::close);
    programs.parallelStream().forEach(Program::close);
  }

  private List<String> newClients() {
    List<String> clients = new ArrayList<>();
    for (int i = 0; i < logs.size(); i++) {
      Map<String, Calls> calls = logs.get(i).dataCalls();
      Set<String> before = known.get(i);
      clients.add(
          calls.keySet().stream()
              .filter(before::add)
              .filter(id -> !id.equals("-"))
              .findAny()
              .orElseThrow(() -> new IllegalStateException("a bank's log has no calls of it")));
    }
    return List.copyOf(clients);
  }
}
