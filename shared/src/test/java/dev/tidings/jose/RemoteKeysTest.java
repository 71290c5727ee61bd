package dev.tidings.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteKeysTest {

  private static final SigningKey FIRST = SigningKey.generate();
  private static final SigningKey SECOND = SigningKey.generate();

  private final MockWebServer issuer = new MockWebServer();
  private final SettableClock clock = new SettableClock();
  private final RemoteKeys keys = new RemoteKeys(new OkHttpClient(), clock);

  @BeforeEach
  void start() throws IOException {
    issuer.start();
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void aKeyIsReadOnceAndKept() {
    publish(FIRST);

    assertThat(keys.find(jwks(), FIRST.kid())).isPresent();
    clock.advance(RemoteKeys.KEEP);
    assertThat(keys.find(jwks(), FIRST.kid())).isPresent();

    assertThat(issuer.getRequestCount()).isEqualTo(1);
  }

  @Test
  void inventedKidsCostTheIssuerOneReadingAnInterval() {
    publish(FIRST);
    publish(FIRST);
    for (int i = 0; i < 1_000; i++) {
      assertThat(keys.find(jwks(), "invented-" + i)).isEmpty();
    }
    assertThat(issuer.getRequestCount()).isEqualTo(1);

    clock.advance(RemoteKeys.REFETCH_INTERVAL);
    for (int i = 0; i < 1_000; i++) {
      assertThat(keys.find(jwks(), "invented-" + i)).isEmpty();
    }
    assertThat(issuer.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aNewKeyIsFoundAndAWithdrawnOneGoes() {
    publish(FIRST);
    publish(SECOND);
    assertThat(keys.find(jwks(), FIRST.kid())).isPresent();
    clock.advance(RemoteKeys.REFETCH_INTERVAL);

    assertThat(keys.find(jwks(), SECOND.kid())).isPresent();
    assertThat(keys.find(jwks(), FIRST.kid())).isEmpty();
  }

  @Test
  void anOldSetIsReadAgain() {
    publish(FIRST);
    publish(SECOND);
    assertThat(keys.find(jwks(), FIRST.kid())).isPresent();
    clock.advance(RemoteKeys.KEEP.plus(Duration.ofMillis(1)));

    assertThat(keys.find(jwks(), FIRST.kid())).isEmpty();
  }

  @Test
  void anIssuerInTroubleKeepsItsOldKeysAndIsNotPressed() {
    publish(FIRST);
    assertThat(keys.find(jwks(), FIRST.kid())).isPresent();
    for (String answer :
        List.of("no json", "[]", " ".repeat((int) RemoteKeys.JWKS_BYTES_MAX + 1))) {
      issuer.enqueue(new MockResponse.Builder().body(answer).build());
      clock.advance(RemoteKeys.REFETCH_INTERVAL);
      assertThatThrownBy(() -> keys.find(jwks(), "unknown"))
          .isInstanceOf(KeysUnavailableException.class);
      assertThat(keys.find(jwks(), FIRST.kid())).isPresent();
    }
    issuer.enqueue(new MockResponse.Builder().code(500).build());
    clock.advance(RemoteKeys.REFETCH_INTERVAL);
    assertThatThrownBy(() -> keys.find(jwks(), "unknown"))
        .isInstanceOf(KeysUnavailableException.class);
    assertThatThrownBy(() -> keys.find(jwks(), "unknown"))
        .isInstanceOf(KeysUnavailableException.class);

    assertThat(issuer.getRequestCount()).isEqualTo(5);
  }

  private void publish(SigningKey key) {
    JWKSet set = key.publicKeys();
    issuer.enqueue(new MockResponse.Builder().body(set.toString(true)).build());
  }

  private URI jwks() {
    return issuer.url("/jwks").uri();
  }
}
