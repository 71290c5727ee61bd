/**
 * The pages in a real browser, on a running demo: what a customer does there, what is found wrong
 * with them, and how they look.
 */
@NullMarked
package dev.tidings.acceptance.browser;

import org.jspecify.annotations.NullMarked;
