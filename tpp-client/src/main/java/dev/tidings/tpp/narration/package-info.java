/**
 * What a narrator says on every page while the demo tells its story.
 *
 * <p>Knows who may say something, and that open pages have to hear of it; nothing of the view.
 */
@NullMarked
package dev.tidings.tpp.narration;

import org.jspecify.annotations.NullMarked;
