package dev.tidings.tpp.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.jose.DetachedSignature;
import dev.tidings.jose.MessageHeader;
import dev.tidings.jose.Signatures;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Who may call the fake bank: assertions, proofs and tokens are checked as a bank checks them. */
public final class FakeAuthorization {

  private static final Duration ASSERTION_MAX = Duration.ofHours(1);

  /** What every proof must have; a test that changes it has the client learn another. */
  public volatile String nonce = "nonce-1";

  /** Gives tokens as if it knew nothing of proofs. */
  public volatile boolean bindsNothing;

  private final boolean isFapi2;
  private final InstantSource clock;
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final Map<String, String> keyOfToken = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> pushed = new ConcurrentHashMap<>();
  private final AtomicInteger made = new AtomicInteger();
  private volatile JWKSet clientKeys = new JWKSet();

  FakeAuthorization(boolean isFapi2, InstantSource clock) {
    this.isFapi2 = isFapi2;
    this.clock = clock;
  }

  /** Why a request is refused, in the code of the standards. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;
    final String error;

    RefusedException(String error, String description) {
      super(description);
      this.error = error;
    }
  }

  void register(String registration) throws RefusedException {
    try {
      Map<String, Object> json = JSONObjectUtils.parse(registration);
      if (isFapi2 != "fapi2".equals(json.get("security_profile"))) {
        throw new RefusedException("invalid_client_metadata", "fapi2 or not?");
      }
      clientKeys = JWKSet.parse(JSONObjectUtils.getJSONObject(json, "jwks"));
    } catch (ParseException e) {
      throw new RefusedException("invalid_client_metadata", "no JSON");
    }
  }

  /**
   * The form of an authenticated client; also the thumbprint of its proof's key, as {@code jkt}.
   */
  Map<String, String> client(RecordedRequest request, String issuer) throws RefusedException {
    Map<String, String> form = form(request);
    checkAssertion(form, issuer);
    Map<String, String> authenticated = new HashMap<>(form);
    authenticated.put("jkt", isFapi2 ? proof(request, null) : "");
    return authenticated;
  }

  /** A token for whoever has the key. */
  String token(String jkt) {
    String token = "secret-access-" + made.incrementAndGet();
    keyOfToken.put(token, jkt);
    return token;
  }

  String tokenType() {
    return isFapi2 && !bindsNothing ? "DPoP" : "Bearer";
  }

  String push(Map<String, String> parameters) {
    String requestUri = "urn:ietf:params:oauth:request_uri:" + made.incrementAndGet();
    pushed.put(requestUri, parameters);
    return requestUri;
  }

  /** What was asked for, at this address or pushed before. */
  public @Nullable String asked(HttpUrl authorizationUrl, String parameter) {
    String requestUri = authorizationUrl.queryParameter("request_uri");
    return requestUri == null
        ? authorizationUrl.queryParameter(parameter)
        : Objects.requireNonNull(pushed.get(requestUri)).get(parameter);
  }

  /** Refuses a request without a token that is the sender's. */
  void checkToken(RecordedRequest request) throws RefusedException {
    String authorization = String.valueOf(request.getHeaders().get("Authorization"));
    String token = authorization.substring(authorization.indexOf(' ') + 1);
    String jkt = keyOfToken.get(token);
    if (jkt == null || !authorization.startsWith(isFapi2 ? "DPoP " : "Bearer ")) {
      throw new RefusedException("invalid_token", "unknown token or wrong scheme");
    }
    if (isFapi2 && !jkt.equals(proof(request, token))) {
      throw new RefusedException("invalid_token", "bound to another key");
    }
  }

  /** Refuses a request whose body the client has not signed. */
  void checkSignature(RecordedRequest request) throws RefusedException {
    try {
      DetachedSignature signature =
          DetachedSignature.of(
              String.valueOf(request.getHeaders().get(DetachedSignature.HEADER)),
              Objects.requireNonNull(request.getBody()).toByteArray());
      var key = clientKeys.getKeyByKeyId(signature.header().getKeyID());
      check(key != null && signature.isBy(key), "invalid_request", "signature of the body");
      check(
          FakeBank.CLIENT_ID.equals(signature.header().getCustomParam(MessageHeader.ISS)),
          "invalid_request",
          "iss of the signature");
    } catch (ParseException e) {
      throw new RefusedException("invalid_request", "no signature");
    }
  }

  private void checkAssertion(Map<String, String> form, String issuer) throws RefusedException {
    try {
      SignedJWT jwt = SignedJWT.parse(String.valueOf(form.get("client_assertion")));
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      var key = clientKeys.getKeyByKeyId(jwt.getHeader().getKeyID());
      Instant expires = claims.getExpirationTime().toInstant();
      Instant now = clock.instant();
      check(key != null && Signatures.isBy(key, jwt), "invalid_client", "signature");
      check(FakeBank.CLIENT_ID.equals(claims.getIssuer()), "invalid_client", "iss");
      check(FakeBank.CLIENT_ID.equals(claims.getSubject()), "invalid_client", "sub");
      check(
          issuer.equals(jwt.getPayload().toJSONObject().get("aud")),
          "invalid_client",
          "aud is not one string");
      check(
          expires.isAfter(now) && expires.isBefore(now.plus(ASSERTION_MAX)),
          "invalid_client",
          "exp");
      check(used.add("assertion " + claims.getJWTID()), "invalid_client", "jti was used");
    } catch (ParseException e) {
      throw new RefusedException("invalid_client", "no assertion");
    }
  }

  /** Checks the proof; the thumbprint of its key. Source: RFC 9449 §4.3. */
  private String proof(RecordedRequest request, @Nullable String token) throws RefusedException {
    List<String> headers = request.getHeaders().values("DPoP");
    check(headers.size() == 1, "invalid_dpop_proof", "one proof is needed");
    try {
      SignedJWT jwt = SignedJWT.parse(headers.getFirst());
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      var key = jwt.getHeader().getJWK();
      String type = String.valueOf(jwt.getHeader().getType());
      String address = request.getUrl().newBuilder().query(null).build().toString();
      Duration age = Duration.between(claims.getIssueTime().toInstant(), clock.instant());
      check(type.equals("dpop+jwt"), "invalid_dpop_proof", "typ");
      check(key != null && !key.isPrivate(), "invalid_dpop_proof", "jwk");
      check(Signatures.isBy(key, jwt), "invalid_dpop_proof", "signature");
      check(request.getMethod().equals(claims.getClaim("htm")), "invalid_dpop_proof", "htm");
      check(address.equals(claims.getClaim("htu")), "invalid_dpop_proof", "htu");
      check(age.abs().toSeconds() <= 10, "invalid_dpop_proof", "iat");
      check(
          Objects.equals(token == null ? null : hash(token), claims.getClaim("ath")),
          "invalid_dpop_proof",
          "ath");
      check(nonce.equals(claims.getClaim("nonce")), "use_dpop_nonce", "nonce");
      check(used.add("proof " + claims.getJWTID()), "invalid_dpop_proof", "jti was used");
      return key.computeThumbprint().toString();
    } catch (ParseException | JOSEException e) {
      throw new RefusedException("invalid_dpop_proof", "no proof");
    }
  }

  private static String hash(String token) {
    return ByteString.encodeUtf8(token).sha256().base64Url().replace("=", "");
  }

  private static void check(boolean good, String error, String what) throws RefusedException {
    if (!good) {
      throw new RefusedException(error, what);
    }
  }

  private static Map<String, String> form(RecordedRequest request) {
    String body = request.getBody() == null ? "" : request.getBody().utf8();
    HttpUrl url = HttpUrl.get("http://form/").newBuilder().encodedQuery(body).build();
    Map<String, String> form = new HashMap<>();
    for (String name : url.queryParameterNames()) {
      form.put(name, String.valueOf(url.queryParameter(name)).replace('+', ' '));
    }
    return form;
  }
}
