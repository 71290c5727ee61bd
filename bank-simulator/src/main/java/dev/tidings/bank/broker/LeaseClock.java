package dev.tidings.bank.broker;

import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;

/** The time that all owners agree on when a lease ends. */
@FunctionalInterface
public interface LeaseClock {

  Instant now(Handle handle);

  /** The database's own clock: right for several nodes, whose clocks differ. */
  static LeaseClock ofDatabase() {
    return handle -> handle.select("select current_timestamp").mapTo(Instant.class).one();
  }

  /** A clock of this process: right for a single node, and for tests that move time. */
  static LeaseClock of(InstantSource clock) {
    return handle -> clock.instant();
  }
}
