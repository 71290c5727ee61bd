package dev.tidings.bank.consent;

import dev.tidings.bank.broker.EventLog;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes consents with ids that a test chooses. */
public final class NumberedConsents {

  private NumberedConsents() {}

  public static Consents of(EventLog events, InstantSource clock, Supplier<UUID> ids) {
    return new Consents(events, clock, ids);
  }
}
