package dev.tidings.tpp;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the aggregator is told from outside.
 *
 * @param name shown to customers by the banks
 * @param host address to listen on
 * @param port 0 for a free one
 * @param publicUrl where banks and browsers reach us; for callbacks and redirects
 * @param banks issuers of the banks
 * @param data folder for keys and the database; made when missing
 * @param narrated whether a program may put a narrator's words on the pages
 * @param clock where time comes from
 * @param pollEvery every bank is read so often instead of when it tells of a change; null for
 *     events
 */
public record AggregatorConfig(
    String name,
    String host,
    int port,
    URI publicUrl,
    List<URI> banks,
    Path data,
    boolean narrated,
    InstantSource clock,
    @Nullable Duration pollEvery) {}
