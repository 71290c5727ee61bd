package dev.tidings.openbanking;

/**
 * The envelope of every successful answer: data, links, meta. Source: OBIE R/W v4.0, Return
 * Payload.
 */
public record OBResponse<T>(T data, Links links, Meta meta) {}
