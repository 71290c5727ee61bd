/**
 * The database under each program: pool, migrations, units of work.
 *
 * <p>Knows SQL connections; no table of anybody's.
 */
@NullMarked
package dev.tidings.persistence;

import org.jspecify.annotations.NullMarked;
