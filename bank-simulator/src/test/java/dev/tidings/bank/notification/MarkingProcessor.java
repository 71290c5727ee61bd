package dev.tidings.bank.notification;

import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.EventProcessor;
import dev.tidings.bank.broker.LoggedEvent;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A second processor, which fails at some events the first time in each life. It marks each with a
 * row in a table of its own, so to speak: a second mark would fail, and hold up its key for ever.
 */
final class MarkingProcessor implements EventProcessor {

  static final String NAME = "marking";
  static final String MARK = "mark:";
  private static final int FAILS_AT_EVERY = 5;

  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private final Predicate<BusinessEvent> hopeless;

  /**
   * @param hopeless fail always, for the time being
   */
  MarkingProcessor(Predicate<BusinessEvent> hopeless) {
    this.hopeless = hopeless;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean interestedIn(BusinessEvent event) {
    return true;
  }

  @Override
  public Work prepare(LoggedEvent logged) {
    BusinessEvent event = logged.event();
    if (hopeless.test(event)) {
      throw new IllegalStateException("until somebody puts it right");
    }
    if (event.version() % FAILS_AT_EVERY == 0 && failed.add(logged.eventId())) {
      throw new IllegalStateException("as the simulation wants");
    }
    return unit ->
        unit.handle()
            .execute(
                "insert into lease (name, owner, epoch, held_until) values (?, 'test', 0, ?)",
                MARK + event.key() + " " + event.version(),
                logged.occurredAt());
  }
}
