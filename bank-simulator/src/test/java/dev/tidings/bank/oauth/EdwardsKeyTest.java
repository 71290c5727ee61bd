package dev.tidings.bank.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import dev.tidings.bank.persistence.TestDatabase;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that signs by Ed25519. Source: FAPI 2.0 Security Profile §5.4.1, RFC 9864. */
class EdwardsKeyTest {

  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private TestBank bank;

  @BeforeEach
  void start() {
    bank = new TestBank(TestDatabase.inMemory());
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EdDSA", "Ed25519"})
  void itsAssertionsAreTakenAndSomebodyElsesAreNot(String algorithm)
      throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    OctetKeyPair key =
        new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).keyID("ed").build();
    TestTpp tpp = new TestTpp(bank, "Edwards", Map.of("jwks", new JWKSet(key).toJSONObject()));

    assertThat(token(assertion(tpp, algorithm, pair))).isEqualTo(200);
    KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    assertThat(token(assertion(tpp, algorithm, other))).isEqualTo(401);
  }

  private int token(String assertion) {
    return bank.postForm(
            "/token",
            Map.of(
                "grant_type",
                "client_credentials",
                "client_assertion_type",
                ASSERTION_TYPE,
                "client_assertion",
                assertion))
        .statusCode();
  }

  private static String assertion(TestTpp tpp, String algorithm, KeyPair pair)
      throws GeneralSecurityException {
    String input =
        Base64URL.encode("{\"alg\":\"" + algorithm + "\",\"kid\":\"ed\"}")
            + "."
            + Base64URL.encode(tpp.claims().build().toString());
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(input.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    return input + "." + Base64URL.encode(signer.sign());
  }
}
