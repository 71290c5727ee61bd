package dev.tidings.bank.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OpenBankingJson;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One JSON object and nothing else, in UTF-8, no name twice, and no text that a database cannot
 * keep: none with NUL, none with half a surrogate pair. Source: RFC 8259 §8, RFC 7493 §2.
 */
public final class StrictJson {

  private static final ObjectReader READER =
      OpenBankingJson.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private StrictJson() {}

  /**
   * The object in the request's body.
   *
   * @throws ApiException 415 when it is not JSON; 400 U010 when it is malformed or no object
   */
  public static ObjectNode of(Context ctx) {
    MediaTypes.requireJsonBody(ctx);
    return parse(ctx.bodyAsBytes());
  }

  static ObjectNode parse(byte[] body) {
    JsonNode root;
    try {
      root =
          READER.readTree(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      throw malformed("the body is not UTF-8");
    } catch (JsonProcessingException e) {
      throw malformed("the body is not JSON: " + e.getOriginalMessage());
    }
    requireText(root);
    if (root instanceof ObjectNode object) {
      return object;
    }
    throw malformed("the body must be a JSON object");
  }

  /** Deep only as the reader lets it be. */
  private static void requireText(JsonNode node) {
    if (node.isTextual()) {
      requireText(node.textValue());
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      requireText(field.getKey());
      requireText(field.getValue());
    }
    if (node.isArray()) {
      node.forEach(StrictJson::requireText);
    }
  }

  private static void requireText(String text) {
    boolean broken =
        text.codePoints()
            .anyMatch(
                c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    if (broken) {
      throw malformed("the body has a NUL or half a surrogate pair in a text");
    }
  }

  private static ApiException malformed(String message) {
    return ApiException.badRequest(ErrorCode.INVALID_FORMAT, message);
  }
}
