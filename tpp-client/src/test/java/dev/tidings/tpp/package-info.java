@NullMarked
package dev.tidings.tpp;

import org.jspecify.annotations.NullMarked;
