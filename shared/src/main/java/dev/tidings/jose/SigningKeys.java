package dev.tidings.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * The signing keys of one party over time: an RSA pair for PS256 and an EC pair for ES256 that sign
 * now, and the public halves of earlier ones, published for as long as something that they signed
 * may still be shown. Kept in one file that only its owner may read. Thread-safe.
 */
public final class SigningKeys {

  /** How long a pair signs before the next takes over. */
  public static final Duration SIGNING_LIFE = Duration.ofDays(90);

  /** How long a public key is published after its last signature. */
  public static final Duration PUBLISHED_AFTER = Duration.ofDays(30);

  /** The most keys that are published; beyond it no new ones are made. */
  public static final int KEYS_MAX = 40;

  private final Path file;
  private final InstantSource clock;
  private volatile Ring ring;

  private SigningKeys(Path file, InstantSource clock, Ring ring) {
    this.file = file;
    this.clock = clock;
    this.ring = ring;
  }

  /** The pairs that sign, and the public keys of earlier ones, each with the end of its time. */
  private record Ring(
      RSAKey rsa, JWSSigner rsaSigner, ECKey ec, JWSSigner ecSigner, List<JWK> earlier) {

    static Ring of(RSAKey rsa, ECKey ec, List<JWK> earlier) {
      try {
        return new Ring(
            rsa, new SigningKey(rsa).signer(), ec, new ECDSASigner(ec), List.copyOf(earlier));
      } catch (JOSEException e) {
        throw new IllegalStateException("not a key to sign with", e);
      }
    }
  }

  /**
   * Reads the keys, making them and the file where there is none.
   *
   * @throws IOException when the file cannot be read or written, or holds something else
   */
  public static SigningKeys loadOrCreate(Path file, InstantSource clock) throws IOException {
    if (!Files.exists(file)) {
      SigningKeys keys = new SigningKeys(file, clock, fresh(clock.instant(), List.of()));
      keys.write(keys.ring);
      return keys;
    }
    try {
      return new SigningKeys(file, clock, read(JWKSet.parse(Files.readString(file))));
    } catch (ParseException e) {
      throw new IOException(file + " does not hold signing keys: " + e.getMessage(), e);
    }
  }

  /** The pair that signs by PS256 now. */
  public SigningKey current() {
    return new SigningKey(present().rsa());
  }

  /** Every public key by which something in circulation may have to be verified. */
  public JWKSet publicKeys() {
    Ring now = present();
    List<JWK> keys = new ArrayList<>(List.of(now.rsa().toPublicJWK(), now.ec().toPublicJWK()));
    now.earlier().stream().filter(this::isPublished).forEach(keys::add);
    return new JWKSet(keys);
  }

  /** A signed JWT, by PS256 or ES256. */
  public String sign(JWSAlgorithm algorithm, JOSEObjectType type, JWTClaimsSet claims) {
    Ring now = present();
    boolean rsa = JWSAlgorithm.PS256.equals(algorithm);
    JWK key = rsa ? now.rsa() : now.ec();
    return Jwts.sign(
        new JWSHeader.Builder(algorithm).type(type).keyID(key.getKeyID()).build(),
        claims,
        rsa ? now.rsaSigner() : now.ecSigner());
  }

  /**
   * New pairs sign from now on; the public halves of the old are still published.
   *
   * @throws IllegalStateException when there have been too many of late
   */
  public synchronized void rotate() {
    Ring old = ring;
    Date end = Date.from(clock.instant().plus(PUBLISHED_AFTER));
    List<JWK> earlier = new ArrayList<>();
    earlier.add(new RSAKey.Builder(old.rsa().toPublicJWK()).expirationTime(end).build());
    earlier.add(new ECKey.Builder(old.ec().toPublicJWK()).expirationTime(end).build());
    old.earlier().stream().filter(this::isPublished).forEach(earlier::add);
    if (earlier.size() > KEYS_MAX) {
      throw new IllegalStateException("the keys were changed too often of late");
    }
    Ring next = fresh(clock.instant(), earlier);
    write(next);
    ring = next;
  }

  private Ring present() {
    if (isWorn(ring)) {
      synchronized (this) {
        if (isWorn(ring)) {
          rotate();
        }
      }
    }
    return ring;
  }

  private boolean isWorn(Ring keys) {
    Date made = keys.rsa().getIssueTime();
    return made == null || made.toInstant().plus(SIGNING_LIFE).isBefore(clock.instant());
  }

  private boolean isPublished(JWK key) {
    Date end = key.getExpirationTime();
    return end != null && clock.instant().isBefore(end.toInstant());
  }

  private void write(Ring keys) {
    List<JWK> all = new ArrayList<>(List.of(keys.rsa(), keys.ec()));
    all.addAll(keys.earlier());
    try {
      PrivateFiles.write(file, new JWKSet(all).toString(false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Ring read(JWKSet set) throws ParseException {
    RSAKey rsa = null;
    ECKey ec = null;
    List<JWK> earlier = new ArrayList<>();
    for (JWK key : set.getKeys()) {
      switch (key) {
        case RSAKey pair when pair.isPrivate() -> rsa = pair;
        case ECKey pair when pair.isPrivate() -> ec = pair;
        default -> earlier.add(key);
      }
    }
    if (rsa == null || ec == null) {
      throw new ParseException("an RSA and an EC pair are expected", 0);
    }
    return Ring.of(rsa, ec, earlier);
  }

  private static Ring fresh(Instant now, List<JWK> earlier) {
    try {
      return Ring.of(
          new RSAKeyGenerator(SigningKey.KEY_LENGTH_BITS)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.PS256)
              .keyIDFromThumbprint(true)
              .issueTime(Date.from(now))
              .generate(),
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .keyIDFromThumbprint(true)
              .issueTime(Date.from(now))
              .generate(),
          earlier);
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java has no RSA or no EC", e);
    }
  }
}
