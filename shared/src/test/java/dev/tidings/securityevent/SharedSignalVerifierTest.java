package dev.tidings.securityevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.jose.RemoteKeys;
import dev.tidings.jose.SettableClock;
import dev.tidings.jose.SigningKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every rule, each broken alone. */
class SharedSignalVerifierTest {

  private static final String ISSUER = "https://alder.example";
  private static final JOSEObjectType TYPE = new JOSEObjectType("secevent+jwt");
  private static final String AUDIENCE = "receiver";
  private static final SigningKey KEY = SigningKey.generate();
  private static final SigningKey OTHER_KEY = SigningKey.generate();

  private final MockWebServer bank = new MockWebServer();
  private final SettableClock clock = new SettableClock();
  private SharedSignalVerifier verifier;

  @BeforeEach
  void start() throws IOException {
    bank.start();
    bank.enqueue(new MockResponse.Builder().body(KEY.publicKeys().toString()).build());
    verifier =
        new SharedSignalVerifier(
            new TrustedIssuer(ISSUER, bank.url("/jwks").uri(), AUDIENCE),
            new RemoteKeys(new OkHttpClient(), clock),
            clock);
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @Test
  void whatTheSignerMakesIsBelieved() throws SetRejectedException {
    Instant now = clock.instant();
    SharedSignal signal =
        new SharedSignal(
            ISSUER,
            now,
            "jti-1",
            AUDIENCE,
            SubjectId.opaque("stream-1"),
            "txn-1",
            now,
            EventUrn.VERIFICATION,
            Map.of("state", "s"));
    String set = new SharedSignalSigner(() -> KEY).sign(signal);
    assertThat(verifier.verify(set).getJWTID()).isEqualTo("jti-1");
  }

  @Test
  void aHeaderThatIsNotOfASharedSignalIsRefused() {
    refused(header(header -> header.type(JOSEObjectType.JWT)), "typ is JWT");
    refused(
        header(header -> header.criticalParams(Set.of("x")).customParam("x", "y")),
        "crit names what nobody here understands");
    refused(header(header -> header.keyID(OTHER_KEY.kid())), "publishes no key");
    refused(header(header -> header.keyID(null)), "kid is missing");
    refused(
        signed(new JWSHeader.Builder(JWSAlgorithm.RS256).type(TYPE), claims().build()),
        "alg is RS256");
  }

  @Test
  void whatSomebodyElseHasSignedOrChangedIsRefused() {
    refused(sign(OTHER_KEY, headerBuilder().build(), claims().build()), "does not match key");
    String right = signed(headerBuilder(), claims().build());
    String[] parts = right.split("\\.", -1);
    String other = signed(headerBuilder(), claims().jwtID("jti-2").build()).split("\\.", -1)[1];
    refused(parts[0] + "." + other + "." + parts[2], "does not match key");
    refused(right.substring(0, right.lastIndexOf('.') + 1), "not a signed SET");
    refused("x".repeat(SetVerifier.SET_LENGTH_MAX + 1), "longer than");
  }

  @Test
  void aClaimThatIsWrongIsNamed() {
    refused(claims(claims -> claims.issuer("https://evil.example")), "iss is");
    refused(claims(claims -> claims.audience("another")), "aud is another");
    refused(claims(claims -> claims.audience(List.of(AUDIENCE, "another"))), "exactly one");
    refused(claims(claims -> claims.issueTime(null)), "iat is missing");
    refused(
        claims(claims ->
            claims.issueTime(
                Date.from(clock.instant().plus(SetVerifier.CLOCK_SKEW_MAX).plusSeconds(1)))),
        "iat is in the future");
    refused(claims(claims -> claims.jwtID(null)), "jti is missing");
    refused(claims(claims -> claims.subject("account")), "sub must not be there");
    refused(claims(claims -> claims.expirationTime(Date.from(clock.instant()))), "exp must not");
    refused(claims(claims -> claims.claim("sub_id", null)), "sub_id");
    refused(claims(claims -> claims.claim("sub_id", Map.of("id", "x"))), "sub_id");
    refused(claims(claims -> claims.claim("sub_id", "x")), "not a signed SET");
    refused(claims(claims -> claims.claim("events", Map.of())), "exactly one event");
    refused(
        claims(claims -> claims.claim("events", Map.of("urn:a", Map.of(), "urn:b", Map.of()))),
        "exactly one event");
    refused(claims(claims -> claims.claim("events", Map.of("urn:a", "x"))), "must be an object");
  }

  private void refused(String set, String why) {
    assertThatThrownBy(() -> verifier.verify(set))
        .isInstanceOf(SetRejectedException.class)
        .hasMessageContaining(why);
  }

  private String claims(UnaryOperator<JWTClaimsSet.Builder> change) {
    return signed(headerBuilder(), change.apply(claims()).build());
  }

  private String header(UnaryOperator<JWSHeader.Builder> change) {
    return signed(change.apply(headerBuilder()), claims().build());
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .issueTime(Date.from(clock.instant()))
        .jwtID("jti-1")
        .audience(AUDIENCE)
        .claim("sub_id", Map.of("format", "opaque", "id", "stream-1"))
        .claim("events", Map.of(EventUrn.VERIFICATION, Map.of()));
  }

  private static JWSHeader.Builder headerBuilder() {
    return new JWSHeader.Builder(JWSAlgorithm.PS256).type(TYPE).keyID(KEY.kid());
  }

  private static String signed(JWSHeader.Builder header, JWTClaimsSet claims) {
    return sign(KEY, header.build(), claims);
  }

  private static String sign(SigningKey key, JWSHeader header, JWTClaimsSet claims) {
    SignedJWT jwt = new SignedJWT(header, claims);
    try {
      jwt.sign(key.signer());
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
