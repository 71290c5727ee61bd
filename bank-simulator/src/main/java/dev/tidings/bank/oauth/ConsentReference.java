package dev.tidings.bank.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which consent an authorization request is about: by the UK's claim {@code openbanking_intent_id},
 * or by a rich authorization request. Source: OBIE Security Profile, RFC 9396 §2.
 */
final class ConsentReference {

  /** The type of the only authorization details there are. */
  static final String TYPE = "account_access_consent";

  /** Their only field beside {@code type}. */
  static final String FIELD = "consent_id";

  private ConsentReference() {}

  /**
   * @return null when the request names no consent
   * @throws OAuthException {@code invalid_authorization_details}, or {@code invalid_request} when
   *     it names two
   */
  static @Nullable String in(Map<String, String> parameters) {
    String claims = parameters.get("claims");
    String details = parameters.get("authorization_details");
    String claimed = claims == null ? null : intentId(claims);
    String detailed = details == null ? null : ofDetails(details);
    if (claimed != null && detailed != null && !claimed.equals(detailed)) {
      throw AuthorizationChecks.refused(
          OAuth2Error.INVALID_REQUEST, "claims and authorization_details name two consents");
    }
    return claimed == null ? detailed : claimed;
  }

  private static @Nullable String intentId(String claims) {
    try {
      JsonNode value =
          OpenBankingJson.readTree(claims)
              .path("id_token")
              .path("openbanking_intent_id")
              .path("value");
      return value.isTextual() ? value.textValue() : null;
    } catch (IOException e) {
      throw AuthorizationChecks.refused(OAuth2Error.INVALID_REQUEST, "claims is not JSON");
    }
  }

  private static String ofDetails(String details) {
    try {
      JsonNode list = OpenBankingJson.readTree(details);
      JsonNode only = list.path(0);
      Set<String> names = new TreeSet<>();
      only.fieldNames().forEachRemaining(names::add);
      if (list.isArray()
          && list.size() == 1
          && names.equals(Set.of("type", FIELD))
          && TYPE.equals(only.path("type").textValue())
          && only.path(FIELD).isTextual()) {
        return only.path(FIELD).textValue();
      }
    } catch (IOException e) {
      // said below
    }
    throw AuthorizationChecks.refused(
        OAuth2Error.INVALID_AUTHORIZATION_DETAILS,
        "authorization_details must be [{\"type\":\"" + TYPE + "\",\"" + FIELD + "\":\"...\"}]");
  }
}
