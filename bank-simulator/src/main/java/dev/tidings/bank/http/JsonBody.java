package dev.tidings.bank.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.IsoDateTime;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object in a request's JSON body, read field by field, so that an error names its place.
 *
 * <p>A JSON null is taken as a field that is not there. Every method answers a wrong type with 400
 * U002 and the field's path.
 */
public final class JsonBody {

  private final JsonNode node;
  private final String path;

  private JsonBody(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /**
   * The request's body.
   *
   * @throws ApiException 415 when it is not JSON; 400 U010 when it is malformed or no object
   */
  public static JsonBody of(Context ctx) {
    return new JsonBody(StrictJson.of(ctx), "");
  }

  /**
   * The object under this name.
   *
   * @throws ApiException 400 U004 when it is missing
   */
  public JsonBody object(String name) {
    JsonNode field = required(name);
    if (!field.isObject()) {
      throw wrong(name, "expected an object");
    }
    return new JsonBody(field, at(name));
  }

  /**
   * The string under this name.
   *
   * @throws ApiException 400 U004 when it is missing
   */
  public String text(String name) {
    JsonNode field = required(name);
    if (!field.isTextual()) {
      throw wrong(name, "expected a string");
    }
    return field.textValue();
  }

  /**
   * The array of strings under this name.
   *
   * @throws ApiException 400 U004 when it is missing
   */
  public List<String> strings(String name) {
    JsonNode field = required(name);
    if (!field.isArray()) {
      throw wrong(name, "expected an array of strings");
    }
    List<String> strings = new ArrayList<>();
    for (JsonNode element : field) {
      if (!element.isTextual()) {
        throw wrong(name + "[" + strings.size() + "]", "expected a string");
      }
      strings.add(element.textValue());
    }
    return strings;
  }

  /**
   * The date and time under this name, or null when there is none.
   *
   * @throws ApiException 400 U003 when it is not an ISO 8601 date and time with zone
   */
  public @Nullable Instant dateTime(String name) {
    JsonNode field = node.get(name);
    if (field == null || field.isNull()) {
      return null;
    }
    if (!field.isTextual()) {
      throw wrong(name, "expected a date and time as a string");
    }
    try {
      return IsoDateTime.parse(field.textValue());
    } catch (DateTimeException e) {
      throw ApiException.badRequest(
          at(name), ErrorCode.FIELD_INVALID_DATE, String.valueOf(e.getMessage()));
    }
  }

  /**
   * For an object that the standard wants empty.
   *
   * @throws ApiException 400 U005 when something is in it
   */
  public void requireEmpty() {
    node.fieldNames()
        .forEachRemaining(name -> {
          throw ApiException.badRequest(
              at(name), ErrorCode.FIELD_UNEXPECTED, path + " has no fields in this version");
        });
  }

  /** The JSON path of a field of this object, such as {@code Data.Permissions}. */
  public String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private JsonNode required(String name) {
    JsonNode field = node.get(name);
    if (field == null || field.isNull()) {
      throw ApiException.badRequest(at(name), ErrorCode.FIELD_MISSING, at(name) + " is required");
    }
    return field;
  }

  private ApiException wrong(String name, String message) {
    return ApiException.badRequest(at(name), ErrorCode.FIELD_INVALID, message);
  }
}
