package dev.tidings.tpp.graphql;

import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The schema as it is written, and as it runs.
 *
 * @param text in the schema definition language, every description included
 */
record GraphQlSchema(String text, GraphQLSchema types) {

  private static final String FILE = "/graphql/schema.graphqls";

  static GraphQlSchema load() {
    String text = read();
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    Scalars.ALL.forEach(wiring::scalar);
    Fields.wire(wiring);
    return new GraphQlSchema(
        text,
        new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(text), wiring.build()));
  }

  private static String read() {
    try (InputStream file = GraphQlSchema.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("the jar lacks " + FILE);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
