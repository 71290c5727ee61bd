package dev.tidings.bank.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidings.openbanking.OpenBankingJson;
import io.javalin.http.Context;

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
}
