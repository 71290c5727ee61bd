package dev.tidings.tpp.bank;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.tidings.jose.Jwts;
import dev.tidings.jose.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The EC key that our tokens are bound to, and the proofs that we have it. Thread-safe. Source: RFC
 * 9449 §4.2.
 */
public final class ProofKey {

  /** What proofs are signed by. */
  public static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;

  private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");

  private final JWSHeader header;
  private final JWSSigner signer;
  private final InstantSource clock;

  private ProofKey(ECKey key, InstantSource clock) throws JOSEException {
    this.header = new JWSHeader.Builder(ALGORITHM).type(TYPE).jwk(key.toPublicJWK()).build();
    this.signer = new ECDSASigner(key);
    this.clock = clock;
  }

  /**
   * Reads the key from a file that only its owner may read, making both where there is none.
   *
   * @throws IOException when the file cannot be read or written, or holds something else
   */
  public static ProofKey loadOrCreate(Path file, InstantSource clock) throws IOException {
    try {
      if (!Files.exists(file)) {
        PrivateFiles.write(file, new ECKeyGenerator(Curve.P_256).generate().toJSONString());
      }
      return new ProofKey(ECKey.parse(Files.readString(file)), clock);
    } catch (ParseException e) {
      throw new IOException(file + " does not hold an EC key (a JWK): " + e.getMessage(), e);
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java has no P-256", e);
    }
  }

  /**
   * A fresh proof for one request.
   *
   * @param accessToken that goes with it, if any
   * @param nonce that the bank asked for, if any
   */
  String proof(String method, HttpUrl url, @Nullable String accessToken, @Nullable String nonce) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .claim("htm", method)
            .claim("htu", url.newBuilder().query(null).fragment(null).build().toString())
            .issueTime(Date.from(clock.instant()));
    if (accessToken != null) {
      claims.claim("ath", digest(accessToken));
    }
    if (nonce != null) {
      claims.claim("nonce", nonce);
    }
    return Jwts.sign(header, claims.build(), signer);
  }

  private static String digest(String text) {
    try {
      return Base64URL.encode(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)))
          .toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
