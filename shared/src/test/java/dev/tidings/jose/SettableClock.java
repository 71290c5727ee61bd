package dev.tidings.jose;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that stands still until it is moved. Thread-safe. */
public final class SettableClock implements InstantSource {

  private volatile Instant now = Instant.parse("2026-11-23T09:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }
}
