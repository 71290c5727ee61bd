package dev.tidings.bank.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.http.ApiException;
import dev.tidings.openbanking.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a TPP asks for at {@code /events}, checked. Source: OBIE R/W v4.0, OBEventPolling1; RFC 8936
 * §2.2.
 *
 * @param maxEvents at most {@link #EVENTS_MAX}; 0 for none
 * @param ack {@code jti} of what the TPP has
 * @param setErrs {@code jti} of what it will never take, and why
 */
record PollRequest(
    int maxEvents, boolean returnImmediately, List<String> ack, Map<String, String> setErrs) {

  /** SETs in one answer, also when none or a larger number was asked for. */
  static final int EVENTS_MAX = 100;

  /** Acknowledgements in one request, good and bad ones each. */
  static final int ACKNOWLEDGEMENTS_MAX = 1_000;

  private static final int JTI_LENGTH_MAX = 128;
  private static final int ERR_LENGTH_MAX = 40;
  private static final int DESCRIPTION_LENGTH_MAX = 256;
  private static final Set<String> FIELDS =
      Set.of("maxEvents", "returnImmediately", "ack", "setErrs");
  private static final Set<String> ERROR_FIELDS = Set.of("err", "description");

  /**
   * @throws ApiException 400 that names the field at fault
   */
  static PollRequest read(JsonNode root) {
    refuseOthers(root, FIELDS, "");
    return new PollRequest(
        maxEvents(root.path("maxEvents")),
        returnImmediately(root.path("returnImmediately")),
        ack(root.path("ack")),
        setErrs(root.path("setErrs")));
  }

  private static int maxEvents(JsonNode field) {
    if (field.isMissingNode()) {
      return EVENTS_MAX;
    }
    if (!field.isIntegralNumber() || field.bigIntegerValue().signum() < 0) {
      throw invalid("maxEvents", "expected a number from 0");
    }
    return field.canConvertToInt() ? Math.min(field.intValue(), EVENTS_MAX) : EVENTS_MAX;
  }

  /** Without a word the answer may wait. Source: RFC 8936 §2.2. */
  private static boolean returnImmediately(JsonNode field) {
    if (!field.isMissingNode() && !field.isBoolean()) {
      throw invalid("returnImmediately", "expected true or false");
    }
    return field.asBoolean(false);
  }

  private static List<String> ack(JsonNode field) {
    if (field.isMissingNode()) {
      return List.of();
    }
    if (!field.isArray() || field.size() > ACKNOWLEDGEMENTS_MAX) {
      throw invalid("ack", "expected an array of at most " + ACKNOWLEDGEMENTS_MAX);
    }
    List<String> jtis = new ArrayList<>();
    for (JsonNode jti : field) {
      jtis.add(text(jti, "ack[" + jtis.size() + "]", JTI_LENGTH_MAX));
    }
    return jtis;
  }

  private static Map<String, String> setErrs(JsonNode field) {
    if (field.isMissingNode()) {
      return Map.of();
    }
    if (!field.isObject() || field.size() > ACKNOWLEDGEMENTS_MAX) {
      throw invalid("setErrs", "expected an object of at most " + ACKNOWLEDGEMENTS_MAX);
    }
    Map<String, String> errors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> error : field.properties()) {
      String at = "setErrs." + PlainText.of(error.getKey(), JTI_LENGTH_MAX);
      if (!error.getValue().isObject()) {
        throw invalid(at, "expected an object");
      }
      refuseOthers(error.getValue(), ERROR_FIELDS, at + ".");
      String err = text(error.getValue().path("err"), at + ".err", ERR_LENGTH_MAX);
      String description =
          text(error.getValue().path("description"), at + ".description", DESCRIPTION_LENGTH_MAX);
      errors.put(error.getKey(), err + ": " + description);
    }
    return errors;
  }

  private static String text(JsonNode field, String at, int lengthMax) {
    if (field.isMissingNode()) {
      throw ApiException.badRequest(at, ErrorCode.FIELD_MISSING, at + " is required");
    }
    if (!field.isTextual()
        || field.textValue().isEmpty()
        || field.textValue().length() > lengthMax) {
      throw invalid(at, "expected a string of 1 to " + lengthMax + " characters");
    }
    return field.textValue();
  }

  private static void refuseOthers(JsonNode object, Set<String> known, String path) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!known.contains(field.getKey())) {
        String at = path + PlainText.of(field.getKey(), JTI_LENGTH_MAX);
        throw ApiException.badRequest(
            at, ErrorCode.FIELD_UNEXPECTED, "there is no such field in a poll");
      }
    }
  }

  private static ApiException invalid(String at, String message) {
    return ApiException.badRequest(at, ErrorCode.FIELD_INVALID, message);
  }
}
