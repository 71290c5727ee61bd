package dev.tidings.bank.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.tidings.bank.oauth.dpop.Nonces;
import dev.tidings.bank.oauth.dpop.Proofs;
import dev.tidings.bank.persistence.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** DPoP at the token endpoint and at a resource, good and bad. Source: RFC 9449. */
class ProofTest {

  private static final Map<String, String> GRANT = Map.of("grant_type", "client_credentials");

  private TestBank bank;
  private TestTpp tpp;
  private TestProofs proofs;

  @BeforeEach
  void start() {
    bank = new TestBank(TestDatabase.inMemory());
    tpp = new TestTpp(bank, "Lantern Money");
    proofs = new TestProofs(bank);
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @Test
  void aFapiClientIsAskedForANonceWhichServesForTwoSpans() {
    TestTpp fapi = TestTpp.fapi(bank);
    HttpResponse<String> first = fapi.token(GRANT, "DPoP", proofs.forPost("/token"));
    assertThat(first.statusCode()).isEqualTo(400);
    assertThat(first.body()).contains("\"error\":\"use_dpop_nonce\"");
    proofs.nonce = first.headers().firstValue("DPoP-Nonce").orElseThrow();

    HttpResponse<String> second = fapi.token(GRANT, "DPoP", proofs.forPost("/token"));
    assertThat(second.statusCode()).isEqualTo(200);
    String token = TestTpp.json(second).path("access_token").asText();
    bank.clock.advance(Nonces.SPAN);
    HttpResponse<String> later = bank.get("/guarded", proofs.headers("GET", "/guarded", token));
    assertThat(later.statusCode()).isEqualTo(403); // a client's own token: known, and no customer's
    assertThat(later.headers().firstValue("DPoP-Nonce")).isPresent();

    bank.clock.advance(Duration.ofMinutes(4));
    String fresh = proofs.nonce;
    proofs.nonce = null;
    HttpResponse<String> without = bank.get("/guarded", proofs.headers("GET", "/guarded", token));
    assertThat(challenge(without)).startsWith("DPoP error=\"use_dpop_nonce\"");
    proofs.nonce = fresh;
    bank.clock.advance(Nonces.SPAN);
    assertThat(fapi.token(GRANT, "DPoP", proofs.forPost("/token")).body())
        .contains("use_dpop_nonce");
  }

  @Test
  void aFapiClientGetsNoTokenWithoutAProof() {
    assertThat(TestTpp.fapi(bank).token(GRANT).body()).contains("\"error\":\"invalid_request\"");
  }

  @Test
  void aLittleAheadAndAMinuteBehindIsTolerated() {
    bank.clock.advance(Proofs.BEHIND_MAX);
    for (Duration off : List.of(Duration.ofSeconds(10), Duration.ofSeconds(-60))) {
      Date time = Date.from(bank.clock.instant().plus(off));
      String proof = proofs.proof("POST", "/token", null, claims -> claims.issueTime(time));
      assertThat(tpp.token(GRANT, "DPoP", proof).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theAddressMayBeWrittenInAnotherWay() {
    String address = bank.issuer.toUpperCase(Locale.ROOT) + "/token?query#fragment";
    String proof = proofs.proof("POST", "/token", null, claims -> claims.claim("htu", address));
    assertThat(tpp.token(GRANT, "DPoP", proof).statusCode()).isEqualTo(200);
  }

  @TestFactory
  Stream<DynamicTest> badProofsAreRefusedAtTheTokenEndpoint() {
    Map<String, String> bad = bad("POST", "/token", null);
    String used = proofs.forPost("/token");
    assertThat(tpp.token(GRANT, "DPoP", used).statusCode()).isEqualTo(200);
    bad.put("replayed", used);
    return bad.entrySet().stream()
        .map(attack ->
            dynamicTest(
                attack.getKey(),
                () -> {
                  HttpResponse<String> answer = tpp.token(GRANT, "DPoP", attack.getValue());
                  assertThat(answer.body()).contains("\"error\":\"invalid_dpop_proof\"");
                  assertThat(answer.statusCode()).isEqualTo(400);
                }));
  }

  @TestFactory
  Stream<DynamicTest> badProofsAreRefusedAtAResource() {
    String token = boundToken();
    Map<String, String> bad = bad("GET", "/guarded", token);
    bad.put("no ath", proofs.proof("GET", "/guarded", null, claims -> claims));
    bad.put(
        "ath of another token",
        proofs.proof("GET", "/guarded", token, c -> c.claim("ath", TestProofs.hash("other"))));
    String used = proofs.proof("GET", "/guarded", token, claims -> claims);
    assertThat(bank.get("/guarded", "Authorization", "DPoP " + token, "DPoP", used).statusCode())
        .isEqualTo(200);
    bad.put("replayed", used);
    return bad.entrySet().stream()
        .map(attack ->
            dynamicTest(
                attack.getKey(),
                () -> {
                  HttpResponse<String> answer =
                      bank.get(
                          "/guarded", "Authorization", "DPoP " + token, "DPoP", attack.getValue());
                  assertThat(answer.statusCode()).isEqualTo(401);
                  assertThat(answer.body()).isEmpty();
                  assertThat(challenge(answer)).startsWith("DPoP error=\"invalid_dpop_proof\"");
                }));
  }

  @Test
  void aTokenIsOfUseOnlyWithItsOwnKey() {
    String token = boundToken();
    TestProofs thief = new TestProofs(bank);
    assertThat(challenge(bank.get("/guarded", thief.headers("GET", "/guarded", token))))
        .startsWith("DPoP error=\"invalid_token\"");
    assertThat(challenge(bank.get("/guarded", "Authorization", "Bearer " + token)))
        .startsWith("DPoP error=\"invalid_token\"");
    assertThat(challenge(bank.get("/guarded", "Authorization", "DPoP " + token)))
        .startsWith("DPoP error=\"invalid_dpop_proof\"");
    String[] good = proofs.headers("GET", "/guarded", token);
    assertThat(
            bank.get("/guarded", good[0], good[1], good[2], good[3], good[2], good[3]).statusCode())
        .isEqualTo(401);
    String bearer =
        TestTpp.json(tpp.token(tpp.codeGrant(tpp.codeFor(bank.consentFor(tpp.clientId)))))
            .path("access_token")
            .asText();
    assertThat(challenge(bank.get("/guarded", proofs.headers("GET", "/guarded", bearer))))
        .startsWith("Bearer error=\"invalid_token\"");
  }

  private String boundToken() {
    Map<String, String> grant = tpp.codeGrant(tpp.codeFor(bank.consentFor(tpp.clientId)));
    return TestTpp.json(tpp.token(grant, "DPoP", proofs.forPost("/token")))
        .path("access_token")
        .asText();
  }

  private Map<String, String> bad(String method, String path, @Nullable String token) {
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("nonsense", "nonsense");
    bad.put("empty", " ");
    bad.put("alg none", new PlainJWT(proofs.claims(method, path, token).build()).serialize());
    bad.put("htm", proofs.proof("PUT", path, token, claims -> claims));
    bad.put("htu of another path", proofs.proof(method, path + "x", token, claims -> claims));
    bad.put(
        "htu of another host",
        proofs.proof(method, path, token, c -> c.claim("htu", "https://evil.example" + path)));
    bad.put("no htu", proofs.proof(method, path, token, c -> c.claim("htu", null)));
    bad.put("no jti", proofs.proof(method, path, token, c -> c.jwtID(null)));
    bad.put("no iat", proofs.proof(method, path, token, c -> c.issueTime(null)));
    bad.put("iat behind", proofs.proof(method, path, token, c -> c.issueTime(in(-61))));
    bad.put("iat ahead", proofs.proof(method, path, token, c -> c.issueTime(in(11))));
    JWTClaimsSet claims = proofs.claims(method, path, token).build();
    JOSEObjectType type = new JOSEObjectType("dpop+jwt");
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256);
    bad.put("no key", proofs.sign(header.type(type).build(), claims));
    bad.put(
        "another key in the header",
        proofs.sign(header.jwk(new TestProofs(bank).key.toPublicJWK()).build(), claims));
    bad.put(
        "typ",
        proofs.sign(header.type(JOSEObjectType.JWT).jwk(proofs.key.toPublicJWK()).build(), claims));
    return bad;
  }

  private Date in(long seconds) {
    return Date.from(bank.clock.instant().plusSeconds(seconds));
  }

  private static String challenge(HttpResponse<String> answer) {
    return answer.headers().firstValue("WWW-Authenticate").orElse("");
  }
}
