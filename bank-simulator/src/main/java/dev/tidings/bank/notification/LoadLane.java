package dev.tidings.bank.notification;

import dev.tidings.persistence.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Reads from the table what a lane wants and has room for. Thread-safe. */
final class LoadLane {

  /** Readings in a row, while what ends meanwhile makes room for more. */
  private static final int LOADS_MAX = 4;

  private final Database database;
  private final InstantSource clock;

  LoadLane(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  void load(String subscriptionId, Lane lane) {
    for (int loads = 0; loads < LOADS_MAX; loads++) {
      Optional<Lane.Wanted> wanted = lane.beginLoading();
      if (wanted.isEmpty()) {
        return;
      }
      load(subscriptionId, lane, wanted.get());
    }
  }

  private void load(String subscriptionId, Lane lane, Lane.Wanted wanted) {
    boolean succeeded = false;
    try {
      for (String key : wanted.drained()) {
        lane.takeInKey(key, ofKey(subscriptionId, key), clock.instant());
      }
      if (wanted.all()) {
        all(subscriptionId, lane);
      }
      succeeded = true;
    } finally {
      lane.loaded(wanted, succeeded, clock.instant());
    }
  }

  /** Oldest first, until the lane has no room for more or the table has no more. */
  private void all(String subscriptionId, Lane lane) {
    PendingTable.Page page = PendingTable.Page.NONE;
    do {
      long after = page.lastSeq();
      List<String> leftOut = lane.leftOut();
      page = database.read(handle -> PendingTable.page(handle, subscriptionId, after, leftOut));
    } while (lane.takeIn(page.oldest(), clock.instant()) && page.mayHaveMore());
  }

  private List<Queued> ofKey(String subscriptionId, String key) {
    return database.read(
        handle -> PendingTable.ofKey(handle, subscriptionId, key, Lane.KEY_MAX + 1));
  }
}
