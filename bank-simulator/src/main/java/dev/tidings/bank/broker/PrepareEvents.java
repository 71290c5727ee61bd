package dev.tidings.bank.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Lets a processor prepare a batch on all cores; a single event on the caller's thread. */
final class PrepareEvents implements AutoCloseable {

  private final ExecutorService cores =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("prepare-", 0).factory());

  /** The outcomes in the order of the entries. */
  List<Prepared> prepare(EventProcessor processor, List<InboxEntry> entries) {
    if (entries.size() == 1) {
      return List.of(prepareOne(processor, entries.getFirst()));
    }
    List<CompletableFuture<Prepared>> running = new ArrayList<>();
    for (InboxEntry entry : entries) {
      running.add(CompletableFuture.supplyAsync(() -> prepareOne(processor, entry), cores));
    }
    return running.stream().map(CompletableFuture::join).toList();
  }

  @Override
  public void close() {
    cores.shutdown();
  }

  private static Prepared prepareOne(EventProcessor processor, InboxEntry entry) {
    try {
      return new Prepared.Ready(entry, processor.prepare(entry.read()));
    } catch (RuntimeException | Error e) {
      return new Prepared.Failed(entry, e);
    }
  }
}
