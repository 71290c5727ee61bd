package dev.tidings.bank.notification;

import dev.tidings.bank.broker.Backoff;
import java.time.Duration;
import java.time.Instant;

/**
 * How hard the bank tries to deliver.
 *
 * @param connectTimeout for the connection, TLS included
 * @param readTimeout to the first byte of the answer, and between two pieces of it
 * @param callTimeout for an attempt as a whole
 * @param answerBytesMax read of the answer
 * @param inFlightMax attempts at one time for one subscription, each on another account
 * @param inFlightTotalMax attempts at one time for all subscriptions
 * @param backoff between two attempts
 * @param attemptsMax failures of one notification
 * @param totalTimeMax from the making of a notification to its last attempt; also how long an
 *     endpoint may fail before it is declared unresponsive
 */
public record DeliveryPolicy(
    Duration connectTimeout,
    Duration readTimeout,
    Duration callTimeout,
    int answerBytesMax,
    int inFlightMax,
    int inFlightTotalMax,
    Backoff backoff,
    int attemptsMax,
    Duration totalTimeMax) {

  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  public static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
  public static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);
  public static final int ANSWER_BYTES_MAX = 4 * 1024;
  public static final int IN_FLIGHT_MAX = 8;
  public static final int IN_FLIGHT_TOTAL_MAX = 1_024;
  public static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(15));
  public static final int ATTEMPTS_MAX = 1_000;
  public static final Duration TOTAL_TIME_MAX = Duration.ofDays(3);

  /** Whether it has failed for the last time, if it would be due again then. */
  boolean isTheLast(Outgoing outgoing, Instant dueAt) {
    return outgoing.failures() + 1 >= attemptsMax
        || dueAt.isAfter(outgoing.roundAt().plus(totalTimeMax));
  }

  public static DeliveryPolicy standard() {
    return new DeliveryPolicy(
        CONNECT_TIMEOUT,
        READ_TIMEOUT,
        CALL_TIMEOUT,
        ANSWER_BYTES_MAX,
        IN_FLIGHT_MAX,
        IN_FLIGHT_TOTAL_MAX,
        BACKOFF,
        ATTEMPTS_MAX,
        TOTAL_TIME_MAX);
  }

  /** The same with another time for an attempt as a whole. */
  public DeliveryPolicy withCallTimeout(Duration timeout) {
    return new DeliveryPolicy(
        connectTimeout,
        readTimeout,
        timeout,
        answerBytesMax,
        inFlightMax,
        inFlightTotalMax,
        backoff,
        attemptsMax,
        totalTimeMax);
  }

  /** The same with another number of attempts at one time for one subscription. */
  public DeliveryPolicy withInFlightMax(int attempts) {
    return new DeliveryPolicy(
        connectTimeout,
        readTimeout,
        callTimeout,
        answerBytesMax,
        attempts,
        inFlightTotalMax,
        backoff,
        attemptsMax,
        totalTimeMax);
  }
}
