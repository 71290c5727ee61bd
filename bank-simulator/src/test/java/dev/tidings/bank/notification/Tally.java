package dev.tidings.bank.notification;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What has happened in simulated worlds, counted, so that nobody has to believe that it does.
 * Thread-safe.
 */
final class Tally {

  private final Map<Count, Long> counts = new EnumMap<>(Count.class);
  private final Map<CrashPoint, Long> ended = new EnumMap<>(CrashPoint.class);
  private final Map<CrashPoint, Long> failed = new EnumMap<>(CrashPoint.class);

  /** What is counted. */
  enum Count {
    /** In the log. */
    EVENTS,
    PUSHES,
    PUSHES_TO_STREAMS,
    /** A receiver that could know of an event all the time, and was found to have been told. */
    ENTITLED,
    /** Of an event at a receiver. */
    EFFECTS,
    /** An event that a receiver has said it keeps. */
    PROMISED,
    /** The same SET once more at the same receiver. */
    REPEATS,
    /** The network has delivered a request twice. */
    DUPLICATES,
    /** A SET that has left was made anew, for other wishes. */
    MADE_ANEW,
    /** A SET that carries balances has left. */
    CONTENTS,
    WISHES_CHANGED,
    SUBSCRIPTIONS_ENDED,
    STREAMS_PAUSED,
    STREAMS_DISABLED,
    /** Another node sends to a receiver than the one before. */
    TAKE_OVERS,
    /** A process that crashed, or was stopped, has begun again. */
    RESTARTS,
    /** Events that the other processor had given up. */
    DEAD_LETTERS_PUT_BACK,
    ACKNOWLEDGED_BY_POLL,
    ATTEMPTS_DELIVERED,
    ATTEMPTS_UNDELIVERABLE,
    ATTEMPTS_WITHHELD,
    ATTEMPTS_TO_BE_RETRIED,
    ATTEMPTS_DISABLED,
    ATTEMPTS_IN_TROUBLE,
    ATTEMPTS_NOT_OURS
  }

  void add(Count what) {
    add(what, 1);
  }

  synchronized void add(Count what, long howMany) {
    counts.merge(what, howMany, Long::sum);
  }

  /**
   * At this point a process ended, or something failed once.
   *
   * @param isFatal whether it ended
   */
  synchronized void fired(CrashPoint point, boolean isFatal) {
    (isFatal ? ended : failed).merge(point, 1L, Long::sum);
  }

  /** Takes over what another one, which is no more in use, has counted. */
  synchronized void add(Tally other) {
    other.counts.forEach((what, howMany) -> counts.merge(what, howMany, Long::sum));
    other.ended.forEach((point, howMany) -> ended.merge(point, howMany, Long::sum));
    other.failed.forEach((point, howMany) -> failed.merge(point, howMany, Long::sum));
  }

  synchronized long of(Count what) {
    return counts.getOrDefault(what, 0L);
  }

  /** What has never happened. */
  synchronized List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (Count what : Count.values()) {
      if (of(what) == 0) {
        missing.add(words(what));
      }
    }
    for (CrashPoint point : CrashPoint.values()) {
      if (!ended.containsKey(point)) {
        missing.add("crashed " + words(point));
      }
      if (!failed.containsKey(point)) {
        missing.add("failed once " + words(point));
      }
    }
    return missing;
  }

  @Override
  public synchronized String toString() {
    List<String> lines = new ArrayList<>();
    for (Count what : Count.values()) {
      lines.add("%-24s %,10d".formatted(words(what), of(what)));
    }
    for (CrashPoint point : CrashPoint.values()) {
      lines.add(
          "%-24s %,10d crashes %,10d failures"
              .formatted(
                  words(point), ended.getOrDefault(point, 0L), failed.getOrDefault(point, 0L)));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String words(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
