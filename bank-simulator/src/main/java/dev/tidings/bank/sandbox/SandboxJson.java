package dev.tidings.bank.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.bank.http.ApiException;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OpenBankingJson;
import io.javalin.http.Context;
import java.io.IOException;

/** JSON of the control API: as the standard's, but with {@code lowerCamelCase} names. */
final class SandboxJson {

  private static final JsonMapper MAPPER =
      OpenBankingJson.mapper()
          .rebuild()
          .propertyNamingStrategy(PropertyNamingStrategies.LOWER_CAMEL_CASE)
          .build();

  private SandboxJson() {}

  static void answer(Context ctx, int status, Object body) {
    try {
      ctx.status(status)
          .contentType("application/json; charset=utf-8")
          .result(MAPPER.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a wire record must be writable as JSON", e);
    }
  }

  /**
   * The request's body.
   *
   * @throws ApiException 400 when it is no JSON object
   */
  static ObjectNode body(Context ctx) {
    try {
      JsonNode body = OpenBankingJson.readTree(ctx.body());
      if (body instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw ApiException.badRequest(ErrorCode.INVALID_FORMAT, "the body is not JSON");
    }
    throw ApiException.badRequest(ErrorCode.INVALID_FORMAT, "the body must be one JSON object");
  }
}
