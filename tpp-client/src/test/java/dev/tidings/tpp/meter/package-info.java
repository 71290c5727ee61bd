@NullMarked
package dev.tidings.tpp.meter;

import org.jspecify.annotations.NullMarked;
