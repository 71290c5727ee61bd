package dev.tidings.bank.notification;

import java.time.Instant;

/**
 * A pending notification as its owner keeps it in memory.
 *
 * @param key what the order is kept for, such as an account
 * @param version its place in the order
 * @param dueAt not to be attempted before
 */
record Queued(String jti, String key, long version, Instant dueAt) {}
