package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import dev.tidings.jose.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A bank in which nothing happens by itself, changes to post at it, and the endpoints of its TPPs.
 */
final class BenchBank implements AutoCloseable {

  private static final Duration WITHIN = Duration.ofMinutes(30);

  private final Program program;
  private final BankClient bank;
  private final BankBacklog backlog;
  private final PostedChanges load;
  private final Receivers receivers;
  private final SigningKey key = SigningKey.generate();

  private BenchBank(Program program) {
    this.program = program;
    this.bank = new BankClient(program.awaitReady(), new Http());
    this.backlog = new BankBacklog(bank);
    this.load = new PostedChanges(bank);
    this.receivers = new Receivers();
  }

  static BenchBank start(Installation installation, Path data, EventDelivery.Signer signer) {
    Program program = installation.startBank("Bench Bank", 0, data, 1, "off", signer.jvmOptions());
    try {
      return new BenchBank(program);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  PostedChanges load() {
    return load;
  }

  Receivers receivers() {
    return receivers;
  }

  /** So many TPPs, allowed by the demo customer and told of each change at their callbacks. */
  List<BenchTpp> pushedTo(int tpps) {
    List<BenchTpp> subscribed = new ArrayList<>();
    for (int i = 0; i < tpps; i++) {
      subscribed.add(BenchTpp.subscribed(bank, key, i, receivers));
    }
    return subscribed;
  }

  /** So many TPPs, allowed by the demo customer, that would fetch what is queued for them. */
  List<BenchTpp> queuedFor(int tpps) {
    List<BenchTpp> subscribed = new ArrayList<>();
    for (int i = 0; i < tpps; i++) {
      BenchTpp tpp = BenchTpp.allowed(bank, key, i);
      tpp.subscribe(null);
      subscribed.add(tpp);
    }
    return subscribed;
  }

  Duration cpu() {
    return CpuTime.of(program.pid());
  }

  /** Waits until so many notifications are queued. */
  void awaitQueued(long count) {
    backlog.awaitQueued(count, WITHIN);
  }

  /** Waits until so many more events have come and the bank has nothing more to do. */
  void awaitSettled(long events) {
    receivers.await(events, WITHIN);
    backlog.awaitNone(WITHIN);
  }

  @Override
  public void close() {
    receivers.close();
    program.close();
  }
}
