package dev.tidings.bank.ledger;

import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.persistence.UnitOfWork;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An event log in memory that keeps, in the order of the commits, what was committed. */
public final class RecordingEventLog implements EventLog {

  private final List<BusinessEvent> committed = new CopyOnWriteArrayList<>();
  private final List<BusinessEvent> appended = new CopyOnWriteArrayList<>();

  @Override
  public void append(UnitOfWork unit, BusinessEvent event, String interactionId) {
    appended.add(event);
    unit.afterCommit(() -> committed.add(event));
  }

  /** Everything whose unit of work was committed. */
  public List<BusinessEvent> committed() {
    return List.copyOf(committed);
  }

  /** In the order of the appending, which an account's lock makes that of its versions. */
  public List<BusinessEvent> appended() {
    return List.copyOf(appended);
  }
}
