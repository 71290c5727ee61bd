package dev.tidings.bank.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/** Records what it is given; as its write it leaves a row, once for each call. */
final class Recorder implements EventProcessor {

  final List<String> done = new ArrayList<>();
  final List<LoggedEvent> seen = new ArrayList<>();
  final BlockingQueue<String> committed = new LinkedBlockingQueue<>();
  Predicate<BusinessEvent> failOnPrepare = _ -> false;
  Predicate<BusinessEvent> failOnWrite = _ -> false;
  Runnable duringPrepare = () -> {};
  private final String name;
  private final Predicate<BusinessEvent> interest;

  Recorder(String name, Predicate<BusinessEvent> interest) {
    this.name = name;
    this.interest = interest;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean interestedIn(BusinessEvent event) {
    return interest.test(event);
  }

  @Override
  public Work prepare(LoggedEvent logged) {
    synchronized (seen) {
      seen.add(logged);
    }
    duringPrepare.run();
    BusinessEvent event = logged.event();
    if (failOnPrepare.test(event)) {
      throw new IllegalStateException("as the test wants, in prepare");
    }
    return unit -> {
      if (failOnWrite.test(event)) {
        throw new IllegalStateException("as the test wants, in write");
      }
      unit.handle()
          .execute(
              "insert into lease (name, owner, epoch, held_until) values (?, 'test', 0, ?)",
              "mark:" + UUID.randomUUID(),
              logged.occurredAt());
      String text = event.key() + " " + event.version();
      unit.afterCommit(() -> {
        done.add(text);
        committed.add(text);
      });
    };
  }
}
