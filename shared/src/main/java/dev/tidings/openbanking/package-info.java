/**
 * Wire records and codes of the UK Open Banking Read/Write API v4.0, as both sides see them.
 *
 * <p>Knows JSON and nothing of banks, databases or HTTP servers.
 */
@NullMarked
package dev.tidings.openbanking;

import org.jspecify.annotations.NullMarked;
