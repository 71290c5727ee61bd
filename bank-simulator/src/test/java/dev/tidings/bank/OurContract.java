package dev.tidings.bank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Judges answers by the bank's own OpenAPI document. */
final class OurContract {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
  private static final String LOCATION = "https://bank.example/openapi.json";

  private final JsonNode document;
  private final SchemaRegistry registry;

  /**
   * @param yaml no key may stand twice in it
   */
  OurContract(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object loaded = new Yaml(new SafeConstructor(options)).load(yaml);
    this.document = new ObjectMapper().valueToTree(loaded);
    this.registry =
        SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            builder ->
                builder
                    .schemas(Map.of(LOCATION, document.toString()))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .locale(Locale.ROOT)
                            .build()));
  }

  JsonNode document() {
    return document;
  }

  /** What is described, as method and path template, such as {@code GET /jwks}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (String name :
          ((ObjectNode) path.getValue()).properties().stream().map(Map.Entry::getKey).toList()) {
        if (METHODS.contains(name)) {
          operations.add(name.toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }

  /**
   * Throws unless the document has this status for the operation, and the body is of its schema.
   */
  void assertValid(String operation, int status, String contentType, String body) {
    String call = operation + " " + status;
    String[] parts = operation.split(" ", 2);
    String responses =
        "/paths/" + escape(parts[1]) + "/" + parts[0].toLowerCase(Locale.ROOT) + "/responses/";
    String place = responses + status;
    JsonNode response = document.at(place);
    check(!response.isMissingNode(), call + " is not in the document");
    if (response.has("$ref")) {
      place = response.path("$ref").textValue().substring(1);
      response = document.at(place);
      check(!response.isMissingNode(), place + " is not in the document");
    }
    if (!response.has("content")) {
      boolean redirect = status / 100 == 3; // what stands beside its address is for nobody
      check(body.isEmpty() || redirect, call + " must have no body but has: " + body);
      return;
    }
    String type = contentType.split(";", 2)[0];
    check(response.at("/content/" + escape(type)).isObject(), call + " must not be " + type);
    if (type.equals("application/json")) {
      Schema schema =
          registry.getSchema(
              SchemaLocation.of(LOCATION + "#" + place + "/content/" + escape(type) + "/schema"));
      List<?> errors = schema.validate(body, InputFormat.JSON);
      check(errors.isEmpty(), call + " is not as described: " + errors + "\n" + body);
    }
  }

  static String json(JsonNode node) {
    try {
      return new ObjectMapper().writeValueAsString(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escape(String path) {
    return path.replace("~", "~0").replace("/", "~1");
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }
}
