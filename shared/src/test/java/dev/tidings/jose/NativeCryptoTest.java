package dev.tidings.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeCryptoTest {

  private static final SigningKey KEY = SigningKey.generate();

  @Test
  void what_the_key_signs_verifies_whoever_computed_it() throws Exception {
    assertThat(verifies(KEY.signer())).isTrue();
    assertThat(verifies(new RSASSASigner(KEY.jwk()))).isTrue();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void it_loads_where_it_is_made_for() {
    assertThat(NativeCrypto.provider()).isPresent();
    assertThat(KEY.signer().getJCAContext().getProvider())
        .isEqualTo(NativeCrypto.provider().orElseThrow());
  }

  private static boolean verifies(JWSSigner signer) throws Exception {
    JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.PS256), new Payload("a change"));
    jws.sign(signer);
    return JWSObject.parse(jws.serialize()).verify(new RSASSAVerifier(KEY.jwk().toRSAPublicKey()));
  }
}
