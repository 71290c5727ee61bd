package dev.tidings.tpp.meter;

import dev.tidings.tpp.timing.DueTimer;
import java.time.InstantSource;

/** Does {@link Meter#beat} every {@link Meter#BEAT}. */
public final class MeterBeat implements AutoCloseable {

  private final Meter meter;
  private final InstantSource clock;
  private final DueTimer timer;

  public MeterBeat(Meter meter, InstantSource clock) {
    this.meter = meter;
    this.clock = clock;
    this.timer = new DueTimer("meter", clock, this::run);
  }

  public void begin() {
    timer.at(clock.instant().plus(Meter.BEAT));
  }

  /** Notes that we ran until now. */
  @Override
  public void close() {
    timer.close();
    timer.awaitEnded();
    meter.beat();
  }

  private void run() {
    meter.beat();
    begin();
  }
}
