package dev.tidings.bank.broker;

import dev.tidings.persistence.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Makes a broker that prepares everything on the caller's thread, in order. */
public final class DirectBroker {

  private DirectBroker() {}

  public static Broker of(
      Database database,
      EventLog eventLog,
      Leases leases,
      InstantSource clock,
      RandomGenerator random) {
    return new Broker(database, eventLog, leases, clock, random, _ -> new CallersThread());
  }

  private static final class CallersThread extends AbstractExecutorService {

    private boolean shutdown;

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void shutdown() {
      shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutdown();
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return shutdown;
    }

    @Override
    public boolean isTerminated() {
      return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return shutdown;
    }
  }
}
