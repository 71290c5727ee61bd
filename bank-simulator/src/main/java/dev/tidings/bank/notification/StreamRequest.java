package dev.tidings.bank.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.Reach;
import dev.tidings.openbanking.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver writes of a stream, checked field by field. Unknown fields are left alone.
 * Source: OpenID SSF 1.0 §8.1.1.
 */
final class StreamRequest {

  /** Source: RFC 8935 and RFC 8936. */
  static final String PUSH = "urn:ietf:rfc:8935";

  static final String POLL = "urn:ietf:rfc:8936";

  static final int EVENTS_MAX = 50;
  static final int TEXT_LENGTH_MAX = 256;
  static final int AUTHORIZATION_LENGTH_MAX = 4_096;

  private final ObjectNode body;

  StreamRequest(ObjectNode body) {
    this.body = body;
  }

  boolean has(String field) {
    return body.has(field);
  }

  /**
   * The text under this name; null where there is none.
   *
   * @throws ApiException 400 when it is something else, or too long
   */
  @Nullable String text(String field) {
    return text(body.path(field), field, TEXT_LENGTH_MAX);
  }

  /**
   * @throws ApiException 400 when it is missing
   */
  String requiredText(String field) {
    return required(body.path(field), field);
  }

  /** The event types that are asked for, known or not; null for all. */
  @Nullable List<String> eventsRequested() {
    JsonNode array = body.path("events_requested");
    if (array.isMissingNode()) {
      return null;
    }
    if (!array.isArray() || array.size() > EVENTS_MAX) {
      throw invalid("events_requested", "must be an array of at most " + EVENTS_MAX);
    }
    List<String> events = new ArrayList<>();
    for (JsonNode event : array) {
      events.add(required(event, "events_requested[" + events.size() + "]"));
    }
    return List.copyOf(events);
  }

  /** Those of them that the bank has; null for all. */
  static @Nullable List<EventType> delivered(@Nullable List<String> requested) {
    return requested == null
        ? null
        : requested.stream().flatMap(urn -> EventType.findSignal(urn).stream()).distinct().toList();
  }

  /**
   * Where to push to; null for a stream that is polled, which is also one that says nothing.
   *
   * @param reach where that may be
   */
  @Nullable String pushTo(Reach reach) {
    JsonNode delivery = body.path("delivery");
    if (delivery.isMissingNode()) {
      return null;
    }
    String method = text(delivery.path("method"), "delivery.method", TEXT_LENGTH_MAX);
    if (POLL.equals(method)) {
      return null;
    }
    if (!PUSH.equals(method)) {
      throw invalid("delivery.method", "must be " + PUSH + " or " + POLL);
    }
    String at = "delivery.endpoint_url";
    String url = text(delivery.path("endpoint_url"), at, CallbackUrl.LENGTH_MAX);
    if (url == null) {
      throw invalid(at, "is required");
    }
    CallbackUrl.refusal(url, reach)
        .ifPresent(why -> {
          throw invalid(at, why);
        });
    return url;
  }

  /** What to authorize a push with; null for nothing. */
  @Nullable String authorization() {
    String at = "delivery.authorization_header";
    String value =
        text(body.path("delivery").path("authorization_header"), at, AUTHORIZATION_LENGTH_MAX);
    if (value != null && !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw invalid(at, "must be printable ASCII");
    }
    return value;
  }

  /**
   * What only the bank sets may be repeated, but not changed.
   *
   * @param actual the stream as the bank shows it
   */
  void requireUnchanged(JsonNode actual) {
    for (String field :
        List.of(
            "iss",
            "aud",
            "events_supported",
            "events_delivered",
            "min_verification_interval",
            "inactivity_timeout")) {
      if (body.has(field) && !body.path(field).equals(actual.path(field))) {
        throw invalid(field, "is set by the bank");
      }
    }
  }

  private static String required(JsonNode field, String at) {
    String text = text(field, at, TEXT_LENGTH_MAX);
    if (text == null) {
      throw invalid(at, "is required");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw invalid(at, "must have no control characters");
    }
    return text;
  }

  private static @Nullable String text(JsonNode field, String at, int lengthMax) {
    if (field.isMissingNode() || field.isNull()) {
      return null;
    }
    if (!field.isTextual() || field.textValue().length() > lengthMax) {
      throw invalid(at, "must be a string of at most " + lengthMax + " characters");
    }
    return field.textValue();
  }

  static ApiException invalid(String at, String message) {
    return ApiException.badRequest(at, ErrorCode.FIELD_INVALID, at + " " + message);
  }
}
