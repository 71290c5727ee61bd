/** Databases for tests. */
@NullMarked
package dev.tidings.bank.persistence;

import org.jspecify.annotations.NullMarked;
