package dev.tidings.tpp;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Everything the aggregator is told from outside.
 *
 * @param name shown to customers by the banks
 * @param host address to listen on
 * @param port 0 for a free one
 * @param publicUrl where banks and browsers reach us; for callbacks and redirects
 * @param banks issuers of the banks
 * @param data folder for keys and the database; made when missing
 * @param pollInterval what a polling aggregator would use, for the meter's comparison
 * @param narrated whether a program may put a narrator's words on the pages
 * @param clock where time comes from
 */
public record AggregatorConfig(
    String name,
    String host,
    int port,
    URI publicUrl,
    List<URI> banks,
    Path data,
    Duration pollInterval,
    boolean narrated,
    InstantSource clock) {}
