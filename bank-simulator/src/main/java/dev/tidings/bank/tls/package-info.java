/**
 * HTTPS with certificates of a local authority.
 *
 * <p>Knows files and certificates; nothing of what is served.
 */
@NullMarked
package dev.tidings.bank.tls;

import org.jspecify.annotations.NullMarked;
