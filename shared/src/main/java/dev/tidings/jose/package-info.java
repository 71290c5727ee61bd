/**
 * Signing keys, their publication as a JWK set, and the cached reading of other parties' key sets;
 * the signatures of Open Banking messages.
 *
 * <p>Knows keys and URLs; nothing of tokens, events or accounts.
 */
@NullMarked
package dev.tidings.jose;

import org.jspecify.annotations.NullMarked;
