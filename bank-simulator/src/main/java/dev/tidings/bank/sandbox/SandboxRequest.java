package dev.tidings.bank.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.StrictJson;
import dev.tidings.openbanking.ErrorCode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON object that was posted; what is missing or of another type is a 400. */
record SandboxRequest(JsonNode json) {

  static SandboxRequest of(Context ctx) {
    return new SandboxRequest(StrictJson.of(ctx));
  }

  String text(String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      throw wrong(name, "a text");
    }
    return value.textValue();
  }

  String optionalText(String name, String otherwise) {
    return json.hasNonNull(name) ? text(name) : otherwise;
  }

  List<String> texts(String name) {
    JsonNode values = json.path(name);
    if (!values.isArray()) {
      throw wrong(name, "a list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode value : values) {
      if (!value.isTextual()) {
        throw wrong(name, "a list of texts");
      }
      texts.add(value.textValue());
    }
    return texts;
  }

  @Nullable List<String> optionalTexts(String name) {
    return json.hasNonNull(name) ? texts(name) : null;
  }

  private static ApiException wrong(String name, String expected) {
    return ApiException.badRequest(name, ErrorCode.FIELD_INVALID, name + " must be " + expected);
  }
}
