/**
 * The Security Event Token (RFC 8417) in the Open Banking encoding: build, sign, verify.
 *
 * <p>May know {@code jose}; knows nothing of delivery, storage or accounts.
 */
@NullMarked
package dev.tidings.securityevent;

import org.jspecify.annotations.NullMarked;
