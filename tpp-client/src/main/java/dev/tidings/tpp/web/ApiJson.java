package dev.tidings.tpp.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.javalin.http.Context;
import java.time.Instant;

/** JSON of the aggregator's own API: lowerCamelCase, nulls written, instants in ISO 8601, UTC. */
final class ApiJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule("instants")
                  .addSerializer(Instant.class, new ToStringSerializer(Instant.class)))
          .build();

  private ApiJson() {}

  /** What went wrong, for programs and in words. */
  record Failure(String error, String message) {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a wire record must be writable as JSON", e);
    }
  }

  static void answer(Context ctx, Object value) {
    ctx.header("Cache-Control", "no-store");
    ctx.contentType("application/json; charset=utf-8");
    ctx.result(write(value));
  }
}
