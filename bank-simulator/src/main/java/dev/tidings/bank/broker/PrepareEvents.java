package dev.tidings.bank.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lets one processor prepare a batch on all cores; a single event on the caller's thread. Each has
 * threads of its own, so that one that is slow holds up no other.
 */
final class PrepareEvents implements AutoCloseable {

  private final EventProcessor processor;
  private final ExecutorService cores;

  /**
   * @param cores ended with this
   */
  PrepareEvents(EventProcessor processor, ExecutorService cores) {
    this.processor = processor;
    this.cores = cores;
  }

  /** As many threads as there are cores. */
  static ExecutorService allCores(String processor) {
    return Executors.newFixedThreadPool(
        Runtime.getRuntime().availableProcessors(),
        Thread.ofPlatform().daemon().name("prepare-" + processor + "-", 0).factory());
  }

  /** The outcomes in the order of the entries. */
  List<Prepared> prepare(List<InboxEntry> entries) {
    if (entries.size() == 1) {
      return List.of(prepareOne(entries.getFirst()));
    }
    List<CompletableFuture<Prepared>> running = new ArrayList<>();
    for (InboxEntry entry : entries) {
      running.add(CompletableFuture.supplyAsync(() -> prepareOne(entry), cores));
    }
    return running.stream().map(CompletableFuture::join).toList();
  }

  @Override
  public void close() {
    cores.shutdown();
  }

  private Prepared prepareOne(InboxEntry entry) {
    try {
      return new Prepared.Ready(entry, processor.prepare(entry.read()));
    } catch (RuntimeException | Error e) {
      return new Prepared.Failed(entry, e);
    }
  }
}
