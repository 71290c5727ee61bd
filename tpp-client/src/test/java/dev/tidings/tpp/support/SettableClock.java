package dev.tidings.tpp.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. */
public final class SettableClock implements InstantSource {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));

  @Override
  public Instant instant() {
    return now.get();
  }

  public void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }
}
