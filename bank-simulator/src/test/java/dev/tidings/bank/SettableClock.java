package dev.tidings.bank;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that stands still until a test moves it. Thread-safe. */
public final class SettableClock implements InstantSource {

  private volatile Instant now;

  public SettableClock() {
    this("2026-11-23T09:00:00Z");
  }

  public SettableClock(String now) {
    this.now = Instant.parse(now);
  }

  @Override
  public Instant instant() {
    return now;
  }

  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }
}
