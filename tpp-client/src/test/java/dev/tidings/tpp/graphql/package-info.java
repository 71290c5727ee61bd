/** Tests of GraphQL over a real view, a real server and real sockets. */
@NullUnmarked
package dev.tidings.tpp.graphql;

import org.jspecify.annotations.NullUnmarked;
