package dev.tidings.bank.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.http.ApiException;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.Money;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code Data.Tidings} of a subscription's POST or PUT. */
final class ExtensionRequest {

  /** Thresholds of each sort. */
  static final int THRESHOLDS_MAX = 10;

  private static final String AT = "Data.Tidings";

  private ExtensionRequest() {}

  /**
   * @param field may be missing
   * @throws ApiException 400 that names the field at fault
   */
  static Extension read(JsonNode field) {
    if (field.isMissingNode()) {
      return Extension.NONE;
    }
    refuseOthers(requireObject(field, AT), AT, Set.of("Content", "Thresholds"));
    return new Extension(content(field.path("Content")), thresholds(field.path("Thresholds")));
  }

  private static boolean content(JsonNode field) {
    if (!field.isMissingNode() && !Extension.BALANCES.equals(field.textValue())) {
      throw invalid(AT + ".Content", "can only be " + Extension.BALANCES);
    }
    return !field.isMissingNode();
  }

  private static Thresholds thresholds(JsonNode field) {
    if (field.isMissingNode()) {
      return Thresholds.NONE;
    }
    String at = AT + ".Thresholds";
    refuseOthers(requireObject(field, at), at, Set.of("MovedAtLeast", "Crossed"));
    return new Thresholds(
        movedAtLeast(field.path("MovedAtLeast"), at + ".MovedAtLeast"),
        crossed(field.path("Crossed"), at + ".Crossed"));
  }

  private static List<Money> movedAtLeast(JsonNode array, String at) {
    List<Money> limits = new ArrayList<>();
    Set<String> currencies = new HashSet<>();
    for (JsonNode limit : elements(array, at)) {
      String here = at + "[" + limits.size() + "]";
      Money money = money(limit, here);
      if (money.minor() <= 0) {
        throw invalid(here + ".Amount", "must be above zero");
      }
      if (!currencies.add(money.currency())) {
        throw invalid(here + ".Currency", "can be there once");
      }
      limits.add(money);
    }
    return List.copyOf(limits);
  }

  private static List<Money> crossed(JsonNode array, String at) {
    List<Money> limits = new ArrayList<>();
    for (JsonNode limit : elements(array, at)) {
      String here = at + "[" + limits.size() + "]";
      refuseOthers(requireObject(limit, here), here, Set.of("Amount", "CreditDebitIndicator"));
      Money money = money(limit.path("Amount"), here + ".Amount");
      limits.add(
          switch (limit.path("CreditDebitIndicator").asText()) {
            case "Credit" -> money;
            case "Debit" -> money.negate();
            default -> throw invalid(here + ".CreditDebitIndicator", "must be Credit or Debit");
          });
    }
    return List.copyOf(limits);
  }

  private static JsonNode elements(JsonNode array, String at) {
    if (!array.isMissingNode() && (!array.isArray() || array.size() > THRESHOLDS_MAX)) {
      throw invalid(at, "must be an array of at most " + THRESHOLDS_MAX);
    }
    return array;
  }

  /** An unsigned amount of the standard, such as {@code {"Amount":"10.00","Currency":"GBP"}}. */
  private static Money money(JsonNode field, String at) {
    refuseOthers(requireObject(field, at), at, Set.of("Amount", "Currency"));
    String amount = field.path("Amount").asText();
    if (!field.path("Amount").isTextual() || amount.startsWith("-")) {
      throw invalid(at + ".Amount", "must be an amount without a sign, as a string");
    }
    try {
      return Money.parse(amount, field.path("Currency").asText());
    } catch (IllegalArgumentException e) {
      throw invalid(at, "must be an amount in a currency, such as 10.00 GBP");
    }
  }

  private static JsonNode requireObject(JsonNode field, String at) {
    if (!field.isObject()) {
      throw invalid(at, "must be an object");
    }
    return field;
  }

  private static void refuseOthers(JsonNode object, String at, Set<String> known) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!known.contains(field.getKey())) {
        throw ApiException.badRequest(
            at, ErrorCode.FIELD_UNEXPECTED, at + " has only " + known.stream().sorted().toList());
      }
    }
  }

  private static ApiException invalid(String at, String message) {
    return ApiException.badRequest(at, ErrorCode.FIELD_INVALID, at + " " + message);
  }
}
