/**
 * HTTP as both programs speak it: server settings and the interaction id.
 *
 * <p>Knows Javalin; no route of anybody's.
 */
@NullMarked
package dev.tidings.http;

import org.jspecify.annotations.NullMarked;
