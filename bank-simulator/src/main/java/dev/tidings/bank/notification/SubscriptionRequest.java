package dev.tidings.bank.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.Reach;
import dev.tidings.openbanking.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a TPP asks for in a POST or PUT, checked.
 *
 * @param subscriptionId as written in the body; null where it is not
 */
record SubscriptionRequest(
    @Nullable String subscriptionId,
    @Nullable String callbackUrl,
    String version,
    @Nullable List<EventType> eventTypes,
    Extension extension) {

  /** The one version of the event notification API that this bank speaks. */
  static final String VERSION = "4.0";

  /** The most event types in a request, repeated ones counted. */
  static final int EVENT_TYPES_MAX = 50;

  private static final Set<String> DATA =
      Set.of("EventSubscriptionId", "CallbackUrl", "Version", "EventTypes", "Tidings");

  /**
   * @param reach where a callback may be
   * @throws ApiException 400 that names the field at fault
   */
  static SubscriptionRequest read(JsonNode body, Reach reach) {
    refuseOthers(body, "", Set.of("Data", "Links", "Meta"));
    JsonNode data = body.path("Data");
    if (!data.isObject()) {
      throw ApiException.badRequest("Data", ErrorCode.FIELD_MISSING, "Data must be an object");
    }
    refuseOthers(data, "Data.", DATA);
    String version = text(data, "Version");
    if (version == null) {
      throw ApiException.badRequest(
          "Data.Version", ErrorCode.FIELD_MISSING, "Version is required; this bank speaks 4.0");
    }
    if (!VERSION.equals(version)) {
      throw ApiException.badRequest(
          "Data.Version", ErrorCode.FIELD_INVALID, "Version must be 4.0, not " + version);
    }
    String callbackUrl = text(data, "CallbackUrl");
    if (callbackUrl != null) {
      CallbackUrl.check(callbackUrl, reach);
    }
    List<EventType> eventTypes = eventTypes(data);
    Extension extension = ExtensionRequest.read(data.path("Tidings"));
    if (extension.content()
        && eventTypes != null
        && !eventTypes.contains(EventType.BALANCE_CHANGE)) {
      throw ApiException.badRequest(
          "Data.Tidings.Content",
          ErrorCode.FIELD_INVALID,
          "only the event type " + EventType.BALANCE_CHANGE.code() + " has content");
    }
    return new SubscriptionRequest(
        text(data, "EventSubscriptionId"), callbackUrl, version, eventTypes, extension);
  }

  /** The subscription that is asked for, as a new one. */
  Subscription of(String id, String clientId) {
    return new Subscription(id, clientId, callbackUrl, version, eventTypes, extension, 0, null);
  }

  /** A name that is misspelt must not mean that everything is wanted. */
  private static void refuseOthers(JsonNode object, String at, Set<String> known) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!known.contains(field.getKey())) {
        throw ApiException.badRequest(
            at + field.getKey(),
            ErrorCode.FIELD_UNEXPECTED,
            "there is no such field; there are " + known.stream().sorted().toList());
      }
    }
  }

  private static @Nullable String text(JsonNode data, String field) {
    JsonNode value = data.path(field);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isTextual()) {
      throw ApiException.badRequest(
          "Data." + field, ErrorCode.FIELD_INVALID, field + " must be a string");
    }
    return value.textValue();
  }

  private static @Nullable List<EventType> eventTypes(JsonNode data) {
    JsonNode array = data.path("EventTypes");
    if (array.isMissingNode()) {
      return null;
    }
    if (!array.isArray() || array.size() > EVENT_TYPES_MAX) {
      throw ApiException.badRequest(
          "Data.EventTypes",
          ErrorCode.FIELD_INVALID,
          "EventTypes must be an array of at most " + EVENT_TYPES_MAX);
    }
    Set<EventType> types = new LinkedHashSet<>();
    for (int i = 0; i < array.size(); i++) {
      types.add(eventType(i, array.path(i).asText()));
    }
    return types.isEmpty() ? null : new ArrayList<>(types);
  }

  private static EventType eventType(int index, String code) {
    return EventType.find(code)
        .orElseThrow(() ->
            ApiException.badRequest(
                "Data.EventTypes[" + index + "]",
                ErrorCode.EVENT_TYPE_UNSUPPORTED,
                "this bank has no event type " + code));
  }
}
