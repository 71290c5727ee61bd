/**
 * The pages, their live stream and the JSON of the same.
 *
 * <p>Only reads: view and meter.
 */
@NullMarked
package dev.tidings.tpp.web;

import org.jspecify.annotations.NullMarked;
