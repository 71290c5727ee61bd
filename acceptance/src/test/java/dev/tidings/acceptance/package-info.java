@NullMarked
package dev.tidings.acceptance;

import org.jspecify.annotations.NullMarked;
