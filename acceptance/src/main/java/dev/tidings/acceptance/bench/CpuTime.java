package dev.tidings.acceptance.bench;

import java.time.Duration;

/** Processor time of a whole process, on all cores. */
final class CpuTime {

  private CpuTime() {}

  static Duration of(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow(() -> new IllegalStateException("no processor time of process " + pid));
  }

  static Duration ofUs() {
    return of(ProcessHandle.current().pid());
  }

  /** Microseconds each of {@code count} things took between two readings. */
  static double microsEach(Duration before, Duration after, long count) {
    return after.minus(before).toNanos() / 1e3 / count;
  }
}
