package dev.tidings.bank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.bank.Malformed.Draft;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Requests that break what an official OpenAPI file says: each parameter and each field of a body
 * in each way that its type allows. Only of operations that the bank serves.
 */
final class MalformedByContract {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");
  private static final List<String> DATES =
      List.of(
          "",
          " ",
          "soon",
          "2026",
          "2026-11",
          "2026-13-01T00:00:00",
          "2026-02-30",
          "20261123",
          "2026-11-23T24:00:01",
          "2026-11-23T10:61:00",
          "2026-11-23 10:00:00",
          "23/11/2026",
          "1795429800000",
          "-2026-11-23",
          "99999-11-23T00:00:00",
          "2026-11-23T10:00:00.1234567890",
          "2026-11-23T10:00:00+99:00",
          "\u0662\u0660\u0662\u0666-\u0661\u0661-\u0662\u0663",
          "2026-11-23T10:00:00Z\n",
          "${jndi:x}");
  private static final List<String> IDS =
      List.of(
          "unknown",
          "%20",
          "'%20or%201=1--",
          "%F0%9F%92%A9",
          "-1",
          "null",
          "%22%3E%3Cscript%3E",
          "x".repeat(3_000),
          "%00",
          "a%00b",
          "%C3%28",
          "%zz",
          "%",
          "%E2%82",
          "%c0%af");
  private static final List<String> ACCEPTS =
      List.of(
          "text/html",
          "application/xml",
          "application/json;q=0",
          "application/json;charset=latin1",
          "image/*",
          ",",
          "nonsense");
  private static final List<String> TOKENS =
      List.of(
          "Bearer",
          "Bearer ",
          "Bearer unknown",
          "Bearer a b",
          "Bearer \u00fc",
          "Basic YTpi",
          "bearer",
          "Bearer " + "x".repeat(4_000),
          "x");
  private static final List<String> VALUES =
      List.of(
          "0",
          "-1",
          "1e400",
          "true",
          "[]",
          "{}",
          "\"\"",
          "\" \"",
          "\"x\"",
          "[null]",
          "[[]]",
          "[1]",
          "[{}]",
          "[\"x\"]",
          "\"\\u0000\"",
          "\"\ud83d\ude00\"");

  private final JsonNode document;
  private final String base;
  private final Set<String> served;
  private final String pathId;

  /**
   * @param base the path that the file's paths are below
   * @param served routes of the bank, such as {@code GET /jwks}
   * @param pathId an id that is right, for a path's first parameter
   */
  MalformedByContract(Path file, String base, Set<String> served, String pathId) {
    try {
      this.document = new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.base = base;
    this.served = served;
    this.pathId = pathId;
  }

  /** What may call an operation: whether it takes the customer's token, and a good body. */
  interface Good {
    String token(String method, String path);

    /** Empty where the operation takes none. */
    String body(String method, String path, String id);
  }

  List<Malformed> all(Good good) {
    List<Malformed> all = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .filter(operation ->
                    served.contains(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + base + path.getKey()))
                .forEach(operation ->
                    operation(
                        operation.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        operation.getValue(),
                        good,
                        all)));
    return all;
  }

  private void operation(
      String method, String path, JsonNode operation, Good good, List<Malformed> all) {
    String target = base + path.replaceFirst("\\{[^}]+}", pathId).replaceAll("\\{[^}]+}", "s");
    String token = good.token(method, path);
    String body = good.body(method, path, pathId);
    Supplier<Draft> bare = () -> Draft.of(method, target).token(token);
    Supplier<Draft> request = () -> body.isEmpty() ? bare.get() : bare.get().json(body);
    ACCEPTS.forEach(accept ->
        all.add(
            request.get().header("Accept", accept).malformed("Accept " + accept).expecting(406)));
    TOKENS.forEach(bad ->
        all.add(
            Draft.of(method, target)
                .header("Authorization", bad)
                .malformed("Authorization " + bad.substring(0, Math.min(20, bad.length())))
                .expecting(401)));
    all.add(request.get().token(token).malformed("two tokens").expecting(400, 401));
    for (JsonNode reference : operation.path("parameters")) {
      parameter(method, path, resolved(reference), request, token, body, all);
    }
    if (!body.isEmpty()) {
      MalformedJson.of(bare, body).forEach(all::add);
      fields(bare, body, all);
    }
  }

  private void parameter(
      String method,
      String path,
      JsonNode parameter,
      Supplier<Draft> request,
      String token,
      String body,
      List<Malformed> all) {
    String name = parameter.path("name").asText();
    boolean date = parameter.path("schema").path("format").asText().equals("date-time");
    String target = base + path.replaceFirst("\\{[^}]+}", pathId).replaceAll("\\{[^}]+}", "s");
    switch (parameter.path("in").asText()) {
      case "path" ->
          IDS.forEach(id ->
              all.add(
                  complete(
                          Draft.of(
                                  method,
                                  base
                                      + path.replace("{" + name + "}", id)
                                          .replaceAll("\\{[^}]+}", pathId))
                              .token(token),
                          body)
                      .malformed(name + " " + id.substring(0, Math.min(20, id.length())))));
      case "query" -> {
        if (date) {
          DATES.stream()
              .filter(text -> !text.endsWith("+99:00")) // the zone of a query is to be ignored
              .forEach(text ->
                  all.add(
                      query(method, target, name + "=" + encoded(text), token)
                          .naming("U003", "U002")));
          all.add(query(method, target, name + "=2026-01-01&" + name + "=2026-01-02", token));
          all.add(query(method, target, name + "=%zz", token));
          all.add(query(method, target, name + "=%C3%28", token));
          all.add(query(method, target, name + "=2026-01-01%00", token));
        }
      }
      case "header" -> {
        if (parameter.path("schema").has("pattern") && name.equals("x-fapi-auth-date")) {
          List.of("yesterday", "Sun, 10 Sep 17 19:43:31 GMT", "2017-09-10T19:43:31Z")
              .forEach(text ->
                  all.add(
                      request
                          .get()
                          .header(name, text)
                          .malformed(name + " " + text)
                          .naming("U006")));
        }
        if (name.equals("x-fapi-customer-ip-address")) {
          List.of("nobody", "1.2.3", "1.2.3.400", "::g", "1.2.3.4, 5.6.7.8")
              .forEach(text ->
                  all.add(
                      request
                          .get()
                          .header(name, text)
                          .malformed(name + " " + text)
                          .naming("U006")));
        }
      }
      default -> {}
    }
  }

  private static Draft complete(Draft draft, String body) {
    return body.isEmpty() ? draft : draft.json(body);
  }

  private static Draft draft(String method, String target, String token) {
    return Draft.of(method, target).token(token);
  }

  private static Malformed query(String method, String target, String query, String token) {
    return draft(method, target + "?" + query, token).malformed("query");
  }

  /** Each field of the good body, left out where it is required, and of each other type. */
  private static void fields(Supplier<Draft> request, String body, List<Malformed> all) {
    JsonNode root = tree(body);
    List<String> pointers = new ArrayList<>();
    collect(root, "", pointers);
    for (String pointer : pointers) {
      for (String value : VALUES) {
        JsonNode bad = tree(value);
        if (legal(pointer, bad)) {
          continue;
        }
        ObjectNode copy = root.deepCopy();
        parent(copy, pointer).set(last(pointer), bad);
        all.add(request.get().json(copy.toString()).malformed(pointer + " is " + value));
      }
    }
    for (String pointer : pointers) {
      if (pointer.equals("/Data") || pointer.equals("/Risk") || pointer.endsWith("Permissions")) {
        ObjectNode copy = root.deepCopy();
        parent(copy, pointer).remove(last(pointer));
        all.add(
            request.get().json(copy.toString()).malformed(pointer + " is missing").naming("U004"));
        copy = root.deepCopy();
        parent(copy, pointer).set(last(pointer), JsonNodeFactory.instance.nullNode());
        all.add(request.get().json(copy.toString()).malformed(pointer + " is null"));
      }
      if (pointer.endsWith("DateTime")) {
        for (String date : DATES) {
          ObjectNode copy = root.deepCopy();
          parent(copy, pointer).put(last(pointer), date);
          all.add(
              request
                  .get()
                  .json(copy.toString())
                  .malformed(pointer + " is " + date)
                  .naming("U003", "U002"));
        }
      }
    }
  }

  /** What is no fault after all. */
  private static boolean legal(String pointer, JsonNode value) {
    return (pointer.equals("/Risk") && value.isObject())
        || (pointer.endsWith("EventTypes") && value.isArray() && value.isEmpty());
  }

  private static void collect(JsonNode node, String pointer, List<String> pointers) {
    node.properties()
        .forEach(field -> {
          String at = pointer + "/" + field.getKey();
          pointers.add(at);
          collect(field.getValue(), at, pointers);
        });
  }

  private static ObjectNode parent(ObjectNode root, String pointer) {
    return (ObjectNode) root.at(pointer.substring(0, pointer.lastIndexOf('/')));
  }

  private static String last(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  private JsonNode resolved(JsonNode parameter) {
    JsonNode reference = parameter.get("$ref");
    return reference == null ? parameter : document.at(reference.asText().substring(1));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JsonNode tree(String json) {
    try {
      return OpenBankingJson.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
