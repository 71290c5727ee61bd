package dev.tidings.securityevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.jose.MessageHeader;
import dev.tidings.jose.RemoteKeys;
import dev.tidings.jose.SettableClock;
import dev.tidings.jose.SigningKey;
import dev.tidings.jose.SigningKeys;
import dev.tidings.securityevent.ResourceSubject.ResourceLink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetVerifierTest {

  private static final String ISSUER = "https://alder.example";
  private static final String AUDIENCE = "our-client-id";
  private static final SigningKey KEY = SigningKey.generate();
  private static final SigningKey OTHER_KEY = SigningKey.generate();
  private static final int ROUND_TRIPS = 200;

  private final MockWebServer bank = new MockWebServer();
  private final SettableClock clock = new SettableClock();
  private volatile Supplier<JWKSet> published = KEY::publicKeys;
  private final SetSigner signer = new SetSigner(KEY, "alder.example");

  @BeforeEach
  void start() throws IOException {
    bank.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().body(published.get().toString(true)).build();
          }
        });
    bank.start();
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @Test
  void everyEventComesBackAsItWasSigned() throws SetRejectedException {
    for (long seed = 0; seed < ROUND_TRIPS; seed++) {
      SecurityEvent set = randomSet(new Random(seed));
      assertThat(verifier().verify(signer.sign(set))).as("seed %s", seed).isEqualTo(set);
    }
  }

  @Test
  void afterAChangeOfKeysOldAndNewSetsAreBelieved(@TempDir Path folder) throws Exception {
    SigningKeys keys = SigningKeys.loadOrCreate(folder.resolve("keys.json"), clock);
    published = keys::publicKeys;
    SetSigner changing = new SetSigner(keys::current, "alder.example");
    SetVerifier verifier = verifier();
    SecurityEvent set = randomSet(new Random(1));
    String old = changing.sign(set);
    assertThat(verifier.verify(old)).isEqualTo(set);
    keys.rotate();
    clock.advance(RemoteKeys.REFETCH_INTERVAL);
    String fresh = changing.sign(set);
    assertThat(SignedJWT.parse(fresh).getHeader().getKeyID()).isEqualTo(keys.current().kid());
    assertThat(verifier.verify(fresh)).isEqualTo(set);
    assertThat(verifier.verify(old)).isEqualTo(set);
  }

  @Test
  void unsignedIsRefused() throws ParseException {
    String claims = new PlainJWT(claims(_ -> {})).serialize();

    assertRejected(claims, SetError.INVALID_REQUEST);
    assertRejected(headerAlgNone(), SetError.INVALID_REQUEST);
  }

  @Test
  void signedWithThePublicKeyAsASecretIsRefused() throws JOSEException {
    byte[] publicKey = KEY.jwk().toRSAPublicKey().getEncoded();

    assertRejected(
        jwt(header(JWSAlgorithm.HS256, _ -> {}), claims(_ -> {}), new MACSigner(publicKey)),
        SetError.AUTHENTICATION_FAILED);
  }

  @Test
  void anotherAlgorithmOfTheRightKeyIsRefused() throws JOSEException {
    assertRejected(
        jwt(header(JWSAlgorithm.RS256, _ -> {}), claims(_ -> {}), new RSASSASigner(KEY.jwk())),
        SetError.AUTHENTICATION_FAILED);
  }

  @Test
  void anotherKeyIsRefusedUnderItsOwnKidAndUnderTheBanks() throws JOSEException {
    RSASSASigner other = new RSASSASigner(OTHER_KEY.jwk());

    assertRejected(
        jwt(header(JWSAlgorithm.PS256, _ -> {}), claims(_ -> {}), other),
        SetError.AUTHENTICATION_FAILED);
    assertRejected(
        jwt(
            header(JWSAlgorithm.PS256, header -> header.keyID(OTHER_KEY.kid())),
            claims(_ -> {}),
            other),
        SetError.INVALID_KEY);
    assertRejected(
        ps256(
            header(
                JWSAlgorithm.PS256,
                header -> header.keyID(null).jwk(OTHER_KEY.jwk().toPublicJWK())),
            claims(_ -> {})),
        SetError.INVALID_KEY);
  }

  @Test
  void anotherAudienceOrIssuerIsRefused() {
    assertRejected(ps256(claims(c -> c.audience("somebody-else"))), SetError.INVALID_AUDIENCE);
    assertRejected(
        ps256(claims(c -> c.audience(List.of(AUDIENCE, "somebody-else")))),
        SetError.INVALID_REQUEST);
    assertRejected(ps256(claims(c -> c.issuer("https://birch.example"))), SetError.INVALID_ISSUER);
    assertRejected(ps256(claims(c -> c.issuer(null))), SetError.INVALID_REQUEST);
    assertRejected(
        ps256(
            header(
                JWSAlgorithm.PS256,
                header -> header.customParam(MessageHeader.ISS, "https://birch.example")),
            claims(_ -> {})),
        SetError.INVALID_ISSUER);
  }

  @Test
  void critMustNameExactlyTheThree() {
    Set<String> more = new HashSet<>(MessageHeader.CRITICAL);
    more.add("b64");
    Set<String> unknown = new HashSet<>(MessageHeader.CRITICAL);
    unknown.add("http://example.com/unknown");
    for (Set<String> critical :
        List.of(more, unknown, Set.of(MessageHeader.IAT), Set.<String>of())) {
      assertRejected(
          ps256(
              header(
                  JWSAlgorithm.PS256,
                  header ->
                      header
                          .criticalParams(critical.isEmpty() ? null : critical)
                          .customParam("http://example.com/unknown", 1)),
              claims(_ -> {})),
          SetError.AUTHENTICATION_FAILED);
    }
  }

  @Test
  void theHeadersThatCritNamesMustBeThere() {
    for (String name : MessageHeader.CRITICAL) {
      String set =
          ps256(
              header(JWSAlgorithm.PS256, header -> header.customParam(name, null)),
              claims(_ -> {}));
      assertThat(rejection(set)).as(name).isPresent();
    }
  }

  @Test
  void aTimeThatNoCalendarHasIsRefused() {
    for (long endless : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 253_402_300_800L}) {
      assertRejected(ps256(claims(c -> c.claim("toe", endless))), SetError.INVALID_REQUEST);
    }
    assertRejected(
        ps256(
            header(
                JWSAlgorithm.PS256,
                header -> header.customParam(MessageHeader.IAT, Long.MAX_VALUE)),
            claims(_ -> {})),
        SetError.AUTHENTICATION_FAILED);
  }

  @Test
  void everyClaimIsNeeded() {
    for (String claim : List.of("iss", "iat", "jti", "aud", "sub", "txn", "toe", "events")) {
      assertThat(rejection(ps256(claims(c -> c.claim(claim, null))))).as(claim).isPresent();
    }
    assertRejected(ps256(claims(c -> c.claim("events", Map.of()))), SetError.INVALID_REQUEST);
  }

  @Test
  void aRevocationNeedsNeitherReasonNorSubject() throws SetRejectedException {
    assertThat(verifier().verify(revocation(Map.of())).events())
        .containsExactly(new Event.ConsentAuthorizationRevoked(null, null));
  }

  @Test
  void aReasonThatIsNoTextIsTakenForNone() throws SetRejectedException {
    for (Object reason : List.of("", 7, List.of("customer"), Map.of())) {
      assertThat(verifier().verify(revocation(Map.of("reason", reason))).events())
          .as("%s", reason)
          .containsExactly(new Event.ConsentAuthorizationRevoked(null, null));
    }
  }

  @Test
  void aSubjectThatIsThereMustBeWhole() {
    assertRejected(revocation(Map.of("subject", Map.of())), SetError.INVALID_REQUEST);
  }

  @Test
  void cutShortOrChangedAnywhereItIsRefused() {
    String set = ps256(claims(_ -> {}));
    for (int length = 0; length < set.length(); length += 7) {
      assertThat(rejection(set.substring(0, length))).as("%s characters", length).isPresent();
    }
    for (int at = 0; at < set.length() - 2; at += 11) {
      char changed = set.charAt(at) == 'A' ? 'B' : 'A';
      assertThat(rejection(set.substring(0, at) + changed + set.substring(at + 1)))
          .as("changed at %s", at)
          .isPresent();
    }
    assertRejected("x".repeat(SetVerifier.SET_LENGTH_MAX + 1), SetError.INVALID_REQUEST);
  }

  @Test
  void aTimeInTheFutureIsRefusedAndALittleSkewIsNot() throws SetRejectedException {
    Instant latest = clock.instant().plus(SetVerifier.CLOCK_SKEW_MAX);
    SecurityEvent set = randomSet(new Random(1));

    assertThat(verifier().verify(signer.sign(issuedAt(set, latest)))).isNotNull();
    assertRejected(
        signer.sign(issuedAt(set, latest.plusSeconds(1))), SetError.AUTHENTICATION_FAILED);
    assertRejected(
        ps256(claims(c -> c.claim("iat", latest.plus(Duration.ofSeconds(1)).getEpochSecond()))),
        SetError.INVALID_REQUEST);
  }

  private SetVerifier verifier() {
    TrustedIssuer trusted = new TrustedIssuer(ISSUER, bank.url("/jwks").uri(), AUDIENCE);
    return new SetVerifier(
        iss -> iss.equals(ISSUER) ? Optional.of(trusted) : Optional.empty(),
        new RemoteKeys(new OkHttpClient(), clock),
        clock);
  }

  private void assertRejected(String compact, SetError expected) {
    assertThat(rejection(compact).map(SetRejectedException::error)).contains(expected);
  }

  private Optional<SetRejectedException> rejection(String compact) {
    try {
      verifier().verify(compact);
      return Optional.empty();
    } catch (SetRejectedException e) {
      return Optional.of(e);
    }
  }

  private String headerAlgNone() throws ParseException {
    String signed = ps256(claims(_ -> {}));
    String plain = new PlainJWT(claims(_ -> {})).serialize();
    return plain.substring(0, plain.indexOf('.')) + signed.substring(signed.indexOf('.'));
  }

  private String revocation(Map<String, Object> content) {
    return ps256(
        claims(c -> c.claim("events", Map.of(EventUrn.CONSENT_AUTHORIZATION_REVOKED, content))));
  }

  private JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder(SetClaims.write(randomSet(new Random(42))));
    change.accept(claims);
    return claims.build();
  }

  private JWSHeader header(JWSAlgorithm algorithm, Consumer<JWSHeader.Builder> change) {
    JWSHeader.Builder header =
        new JWSHeader.Builder(algorithm)
            .type(JOSEObjectType.JOSE)
            .keyID(KEY.kid())
            .customParam(MessageHeader.IAT, clock.instant().getEpochSecond())
            .customParam(MessageHeader.ISS, ISSUER)
            .customParam(MessageHeader.TAN, "alder.example")
            .criticalParams(MessageHeader.CRITICAL);
    change.accept(header);
    return header.build();
  }

  private String ps256(JWTClaimsSet claims) {
    return ps256(header(JWSAlgorithm.PS256, _ -> {}), claims);
  }

  private static String ps256(JWSHeader header, JWTClaimsSet claims) {
    try {
      return jwt(header, claims, new RSASSASigner(KEY.jwk()));
    } catch (JOSEException e) {
      return fail(e);
    }
  }

  private static String jwt(JWSHeader header, JWTClaimsSet claims, JWSSigner with) {
    try {
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(with);
      return jwt.serialize();
    } catch (JOSEException e) {
      return fail(e);
    }
  }

  private SecurityEvent randomSet(Random random) {
    String id = "account-" + random.nextInt(1_000);
    List<ResourceLink> links = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      links.add(new ResourceLink("v4.0", ISSUER + "/accounts/" + id + "/" + i));
    }
    ResourceSubject subject = new ResourceSubject(id, ResourceSubject.ACCOUNTS, links);
    Instant occurredAt = clock.instant().minusMillis(random.nextInt(100_000));
    List<Event> every =
        List.of(
            new Event.ResourceUpdate(subject),
            new Event.BalanceChange(subject, random.nextLong(), occurredAt),
            new Event.ConsentAuthorizationRevoked(
                random.nextBoolean() ? subject : null, random.nextBoolean() ? "UK.OBIE.Any" : null),
            new Event.LinkedAccountUpdate(subject, "UK.OBIE.AccountClosure"),
            new Event.Other("urn:example:" + random.nextInt(9), Map.of("text", "é \" \u2028")));
    List<Event> some = new ArrayList<>();
    some.add(every.get(random.nextInt(every.size())));
    every.stream()
        .filter(event -> !some.contains(event) && random.nextBoolean())
        .forEach(some::add);
    UnaryOperator<Instant> toSecond = time -> Instant.ofEpochSecond(time.getEpochSecond());
    return new SecurityEvent(
        ISSUER,
        toSecond.apply(clock.instant()),
        new UUID(random.nextLong(), random.nextLong()).toString(),
        AUDIENCE,
        URI.create(ISSUER + "/accounts/" + id),
        "txn-" + random.nextInt(),
        toSecond.apply(occurredAt),
        some);
  }

  private static SecurityEvent issuedAt(SecurityEvent set, Instant time) {
    return new SecurityEvent(
        set.issuer(),
        time,
        set.jti(),
        set.audience(),
        set.subject(),
        set.txn(),
        set.timeOfEvent(),
        set.events());
  }
}
