package dev.tidings.bank.accountinfo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Judges responses by an official OpenAPI 3.0 file, which is no part of the product: the system
 * property {@code tidings.obie.dir} names the folder it is in. Thread-safe.
 *
 * <p>Where the file gives an error status no content, the standard's prose wins: the body may then
 * be an OBErrorResponse1, except for 401, which has none.
 */
public final class ObieContract {

  private static final String FOLDER_PROPERTY = "tidings.obie.dir";
  private static final String FOLDER_DEFAULT = "../../shared/obie";
  private static final String ACCOUNT_INFORMATION = "v4.0/account-info-openapi.json";
  private static final String EVENTS = "v4.0/events-openapi.json";
  private static final List<String> JSON_TYPES =
      List.of("application~1json", "application~1json; charset=utf-8");
  private static final String LOCATION = "https://contract.example/openapi.json";
  private static final String ERROR_POINTER = "/components/schemas/OBErrorResponse1";

  private final JsonNode document;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final AtomicInteger judged = new AtomicInteger();

  private ObieContract(JsonNode document) {
    this.document = document;
    this.registry =
        SchemaRegistry.withDialect(
            Dialects.getOpenApi30(),
            builder ->
                builder
                    .schemas(Map.of(LOCATION, document.toString()))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .locale(Locale.ROOT)
                            .build()));
  }

  /** The contract of the account information API; skips the test where the file is absent. */
  public static ObieContract accountInformation() {
    return of(ACCOUNT_INFORMATION);
  }

  /** The contract of the events API; skips the test where the file is absent. */
  public static ObieContract events() {
    return of(EVENTS);
  }

  private static ObieContract of(String document) {
    Path file = Path.of(System.getProperty(FOLDER_PROPERTY, FOLDER_DEFAULT)).resolve(document);
    assumeTrue(
        Files.isRegularFile(file),
        () -> file + " is not there: get the official files and set -D" + FOLDER_PROPERTY);
    try {
      return new ObieContract(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }

  /** How many responses were judged so far. */
  public int judged() {
    return judged.get();
  }

  /**
   * Throws unless the contract allows this answer.
   *
   * @param pathTemplate as in the file, such as {@code /accounts/{AccountId}}
   * @param body null or empty for none
   */
  public void assertValid(String method, String pathTemplate, int status, @Nullable String body) {
    judged.incrementAndGet();
    String call = method + " " + pathTemplate + " " + status;
    String schema =
        schemaPointer(call, responsePointer(call, method, pathTemplate, status), status);
    boolean empty = body == null || body.isEmpty();
    if (schema.isEmpty() || (empty && !declaresContent(schema))) {
      check(empty, call + " must have no body but has: " + body);
      return;
    }
    check(!empty, call + " must have a body");
    List<Error> errors = schema(schema).validate(String.valueOf(body), InputFormat.JSON);
    check(errors.isEmpty(), call + " breaks the contract: " + errors + "\n" + body);
  }

  /** Throws unless the text is valid against the schema of this name. */
  public void assertMatches(String schemaName, String json) {
    List<Error> errors =
        schema("/components/schemas/" + schemaName).validate(json, InputFormat.JSON);
    check(errors.isEmpty(), schemaName + " is broken: " + errors + "\n" + json);
  }

  private String responsePointer(String call, String method, String path, int status) {
    String responses =
        "/paths/" + escape(path) + "/" + method.toLowerCase(Locale.ROOT) + "/responses";
    boolean wrongCall = status == 404 || status == 405;
    JsonNode response = document.at(responses + "/" + status);
    if (response.isMissingNode() && wrongCall) {
      return "/components/responses/" + status + "Error";
    }
    check(!response.isMissingNode(), call + " is not in the contract");
    JsonNode ref = response.get("$ref");
    return ref == null ? responses + "/" + status : ref.asText().substring(1);
  }

  /** Where the schema of the body is; empty for no body at all. */
  private String schemaPointer(String call, String response, int status) {
    check(!document.at(response).isMissingNode(), call + " is not in the contract");
    for (String type : JSON_TYPES) {
      String schema = response + "/content/" + type + "/schema";
      if (!document.at(schema).isMissingNode()) {
        return schema;
      }
    }
    return status < 400 || status == 401 ? "" : ERROR_POINTER;
  }

  private static boolean declaresContent(String schema) {
    return !schema.equals(ERROR_POINTER);
  }

  private Schema schema(String pointer) {
    return schemas.computeIfAbsent(
        pointer, place -> registry.getSchema(SchemaLocation.of(LOCATION + "#" + place)));
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
