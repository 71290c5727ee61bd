package dev.tidings.tpp.support;

import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.tpp.support.FakeAuthorization.RefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import okhttp3.Headers;

/** What the fake bank says of itself, and how it says no. */
final class FakeAnswers {

  private FakeAnswers() {}

  static Map<String, Object> discovery(String issuer, String name, boolean isFapi2) {
    Map<String, Object> discovery = new HashMap<>();
    discovery.put("issuer", issuer);
    discovery.put("organization_name", name);
    discovery.put("authorization_endpoint", issuer + "/authorize");
    discovery.put("token_endpoint", issuer + "/token");
    discovery.put("registration_endpoint", issuer + "/register");
    discovery.put("jwks_uri", issuer + "/jwks");
    if (isFapi2) {
      discovery.put("pushed_authorization_request_endpoint", issuer + "/par");
      discovery.put("dpop_signing_alg_values_supported", List.of("PS256", "ES256"));
      discovery.put("security_profiles_supported", List.of("fapi2"));
    }
    return discovery;
  }

  static MockResponse refused(String path, RefusedException e, String nonce) {
    boolean isApi = path.startsWith("/open-banking/");
    Headers.Builder headers =
        new Headers.Builder().add("Content-Type", "application/json").add("DPoP-Nonce", nonce);
    if (isApi) {
      headers.add("WWW-Authenticate", "DPoP error=\"" + e.error + "\"");
    }
    String body =
        OpenBankingJson.write(
            Map.of("error", e.error, "error_description", String.valueOf(e.getMessage())));
    return new MockResponse(isApi ? 401 : 400, headers.build(), isApi ? "" : body);
  }

  static MockResponse json(int status, Object body) {
    return new MockResponse(
        status, Headers.of("Content-Type", "application/json"), OpenBankingJson.write(body));
  }
}
