package dev.tidings.tpp.bank;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * What a bank's authorization server says of itself. Source: OpenID Connect Discovery 1.0 §3, RFC
 * 8414 §2.
 *
 * @param pushedRequestEndpoint where authorization requests can be pushed to. Source: RFC 9126 §5
 * @param takesProofs whether tokens can be bound to our key. Source: RFC 9449 §5.1
 * @param offersFapi2 whether a client can ask for all rules of FAPI 2.0; not in the standard
 * @param organizationName what the bank calls itself; not in the standard
 */
public record BankMetadata(
    URI authorizationEndpoint,
    URI tokenEndpoint,
    URI registrationEndpoint,
    URI jwksUri,
    Optional<URI> pushedRequestEndpoint,
    boolean takesProofs,
    boolean offersFapi2,
    Optional<String> organizationName) {

  static final String FAPI2 = "fapi2";

  private static final String PUSHED = "pushed_authorization_request_endpoint";

  /**
   * Reads the discovery document.
   *
   * @throws BankException when something that we need is missing, or another issuer speaks
   */
  static BankMetadata parse(String json, String issuer) throws BankException {
    try {
      JsonNode document = OpenBankingJson.readTree(json);
      String said = document.path("issuer").asText();
      if (!issuer.equals(said)) {
        throw new BankException("the bank at " + issuer + " calls itself issuer '" + said + "'");
      }
      String name = document.path("organization_name").asText();
      return new BankMetadata(
          uri(document, "authorization_endpoint"),
          uri(document, "token_endpoint"),
          uri(document, "registration_endpoint"),
          uri(document, "jwks_uri"),
          document.has(PUSHED) ? Optional.of(uri(document, PUSHED)) : Optional.empty(),
          lists(document, "dpop_signing_alg_values_supported", ProofKey.ALGORITHM.getName()),
          lists(document, "security_profiles_supported", FAPI2),
          name.isBlank() ? Optional.empty() : Optional.of(name));
    } catch (IOException e) {
      throw new BankException("the discovery document of " + issuer + " is not JSON");
    }
  }

  private static boolean lists(JsonNode document, String field, String value) {
    return document.path(field).valueStream().map(JsonNode::asText).anyMatch(value::equals);
  }

  private static URI uri(JsonNode document, String field) throws BankException {
    String text = document.path(field).asText();
    try {
      URI uri = URI.create(text);
      if ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new BankException("the discovery document has no usable " + field + ": '" + text + "'");
  }
}
