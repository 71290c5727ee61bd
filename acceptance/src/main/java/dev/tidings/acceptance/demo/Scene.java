package dev.tidings.acceptance.demo;

import java.util.function.BooleanSupplier;

/**
 * One step of a story.
 *
 * @param words what the narrator says before it
 * @param act what happens then
 * @param shown whether the aggregator shows what is to be seen after it
 */
record Scene(String words, Runnable act, BooleanSupplier shown) {}
