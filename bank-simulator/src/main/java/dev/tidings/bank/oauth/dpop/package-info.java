/**
 * Proofs of possession (DPoP): is the sender of this request the owner of that key?
 *
 * <p>Knows keys and time; nothing of clients, tokens' meaning or routes. Source: RFC 9449.
 */
@NullMarked
package dev.tidings.bank.oauth.dpop;

import org.jspecify.annotations.NullMarked;
