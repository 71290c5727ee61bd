/**
 * GraphQL over the unified view: a front end chooses what it wants in the answer, and watches
 * changes. Refuses what would cost too much before it runs. Only reads.
 *
 * <p>May know {@code web} for what is read and how it is answered, and what {@code web} may know.
 */
@NullMarked
package dev.tidings.tpp.graphql;

import org.jspecify.annotations.NullMarked;
