/**
 * The description of everything the bank serves, as a document and as a page.
 *
 * <p>Knows no other package; a test holds it to the bank's routes.
 */
@NullMarked
package dev.tidings.bank.apidocs;

import org.jspecify.annotations.NullMarked;
