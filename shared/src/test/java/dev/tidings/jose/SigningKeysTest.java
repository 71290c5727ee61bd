package dev.tidings.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that follow each other, and what they signed. */
class SigningKeysTest {

  private static final JWTClaimsSet CLAIMS = new JWTClaimsSet.Builder().subject("x").build();

  @TempDir private Path folder;

  private Instant now = Instant.parse("2026-11-23T09:00:00Z");
  private Path file;
  private SigningKeys keys;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("keys.json");
    keys = SigningKeys.loadOrCreate(file, () -> now);
  }

  @Test
  void whatWasSignedIsVerifiedAfterARotationAndForgottenLongAfterIt() throws Exception {
    for (JWSAlgorithm algorithm : new JWSAlgorithm[] {JWSAlgorithm.PS256, JWSAlgorithm.ES256}) {
      String old = keys.sign(algorithm, JOSEObjectType.JWT, CLAIMS);
      keys.rotate();
      String fresh = keys.sign(algorithm, JOSEObjectType.JWT, CLAIMS);
      assertThat(isVerified(old)).isTrue();
      assertThat(isVerified(fresh)).isTrue();
      now = now.plus(SigningKeys.PUBLISHED_AFTER);
      assertThat(isVerified(old)).isFalse();
      assertThat(isVerified(fresh)).isTrue();
    }
  }

  @Test
  void theClockRotatesByItself() throws ParseException {
    String kid = keys.current().kid();
    String old = keys.sign(JWSAlgorithm.PS256, JOSEObjectType.JWT, CLAIMS);
    now = now.plus(SigningKeys.SIGNING_LIFE);
    assertThat(keys.current().kid()).isEqualTo(kid);
    now = now.plus(Duration.ofSeconds(1));
    assertThat(keys.current().kid()).isNotEqualTo(kid);
    assertThat(isVerified(old)).isTrue();
  }

  @Test
  void theKeysOutliveTheProcessAndOnlyTheirOwnerReadsThem() throws IOException {
    keys.rotate();
    SigningKeys again = SigningKeys.loadOrCreate(file, () -> now);
    assertThat(again.publicKeys().toString()).isEqualTo(keys.publicKeys().toString());
    assertThat(again.current().kid()).isEqualTo(keys.current().kid());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(keys.publicKeys().getKeys()).hasSize(4).noneMatch(JWK::isPrivate);
  }

  private boolean isVerified(String jwt) throws ParseException {
    SignedJWT signed = SignedJWT.parse(jwt);
    JWK key = keys.publicKeys().getKeyByKeyId(signed.getHeader().getKeyID());
    return key != null && Signatures.isBy(key, signed);
  }
}
