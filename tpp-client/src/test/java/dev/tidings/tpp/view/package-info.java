/** What the view makes of what banks tell. */
@NullMarked
package dev.tidings.tpp.view;

import org.jspecify.annotations.NullMarked;
