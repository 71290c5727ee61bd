package dev.tidings.bank.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.DPoPUtils;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes DPoP proofs with a key of its own, and bent ones. */
public final class TestProofs {

  public final ECKey key;

  /** What the bank said last, to be set by the test. */
  public @Nullable String nonce;

  private final TestBank bank;

  public TestProofs(TestBank bank) {
    this.bank = bank;
    try {
      this.key = new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String jkt() {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String forPost(String path) {
    return proof("POST", path, null, claims -> claims);
  }

  /** The headers of a request to a resource. */
  public String[] headers(String method, String path, String token) {
    return headers(method, path, token, claims -> claims);
  }

  public String[] headers(
      String method, String path, String token, UnaryOperator<JWTClaimsSet.Builder> bend) {
    return new String[] {
      "Authorization", "DPoP " + token, "DPoP", proof(method, path, token, bend)
    };
  }

  public String proof(
      String method,
      String path,
      @Nullable String token,
      UnaryOperator<JWTClaimsSet.Builder> bend) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("dpop+jwt"))
            .jwk(key.toPublicJWK())
            .build();
    return sign(header, bend.apply(claims(method, path, token)).build());
  }

  public JWTClaimsSet.Builder claims(String method, String path, @Nullable String token) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .claim("htm", method)
            .claim("htu", bank.issuer + path)
            .issueTime(Date.from(bank.clock.instant()));
    if (nonce != null) {
      claims.claim("nonce", nonce);
    }
    return token == null ? claims : claims.claim("ath", hash(token));
  }

  public String sign(JWSHeader header, JWTClaimsSet claims) {
    SignedJWT jwt = new SignedJWT(header, claims);
    try {
      jwt.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jwt.serialize();
  }

  static String hash(String token) {
    try {
      return DPoPUtils.computeSHA256(new DPoPAccessToken(token)).toString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
