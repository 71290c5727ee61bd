package dev.tidings.bank.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a processor is doing.
 *
 * @param begunAt when it got its place in the log
 * @param backlog events that it still has to do
 * @param failing those of them that it has failed on
 * @param oldestDue since when the most overdue of them could have been done; null without a backlog
 * @param deadLetters events that it has given up
 */
public record ProcessorState(
    String processor,
    Instant begunAt,
    long backlog,
    long failing,
    @Nullable Instant oldestDue,
    long deadLetters) {}
