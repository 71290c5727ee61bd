package dev.tidings.tpp.web;

import java.time.Duration;

/**
 * How the live stream runs.
 *
 * @param clientsMax streams open at one time; more are refused with 503
 * @param heartbeat silence after which a client is sent a comment
 * @param idleFrame the view is rendered anew after so long without a notice, for the counters that
 *     grow with time alone
 * @param settling how long a notice without figures waits for the figures, so that a change is one
 *     frame and not two
 * @param frameGap the least time between two renderings; notices in between are merged
 */
record StreamPace(
    int clientsMax, Duration heartbeat, Duration idleFrame, Duration settling, Duration frameGap) {

  static final StreamPace USUAL =
      new StreamPace(
          1_000,
          Duration.ofSeconds(15),
          Duration.ofSeconds(5),
          Duration.ofMillis(150),
          Duration.ofMillis(20));
}
