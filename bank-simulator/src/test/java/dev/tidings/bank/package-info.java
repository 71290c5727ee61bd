@NullMarked
package dev.tidings.bank;

import org.jspecify.annotations.NullMarked;
