package dev.tidings.bank.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries to make the bank connect to where it must not. */
class ReachTest {

  private final MockWebServer inside = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    inside.start(InetAddress.ofLiteral("0.0.0.0"), 0);
  }

  @AfterEach
  void stop() {
    inside.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1", "https://127.0.0.1", "https://localhost", "https://LOCALHOST.",
        "https://127.1", "https://2130706433", "https://0.0.0.0", "https://[::1]",
        "https://[::ffff:127.0.0.1]", "https://[::ffff:7f00:1]", "https://[::]", "https://127.0.0.2"
      })
  void nothingInsideIsConnectedTo(String address) {
    OkHttpClient http = Reach.PUBLIC.client().build();

    assertThatThrownBy(() -> get(http, address + ":" + inside.getPort() + "/"))
        .isInstanceOf(IOException.class);
    assertThat(inside.getRequestCount()).isZero();
  }

  @Test
  void aNameThatMeansSomethingElseTheSecondTimeIsRefusedThen() throws IOException {
    Deque<InetAddress> answers =
        new ArrayDeque<>(
            List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("127.0.0.2")));
    Dns rebinding = _ -> List.of(answers.remove());
    InetAddress good = InetAddress.ofLiteral("127.0.0.1");
    OkHttpClient http =
        Reach.only(good::equals)
            .dns(rebinding)
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .build();
    inside.enqueue(status(200));
    inside.enqueue(status(200));
    String url = "http://rebinds.example:" + inside.getPort() + "/";

    assertThat(get(http, url)).isEqualTo(200);
    http.connectionPool().evictAll();
    assertThatThrownBy(() -> get(http, url)).hasMessageContaining("public addresses only");
    assertThat(inside.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aNameWithAGoodAndABadAddressReachesNothingInside() {
    Dns both =
        _ -> List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("169.254.169.254"));
    OkHttpClient http = Reach.only(PublicAddresses::contain).dns(both).build();

    assertThatThrownBy(() -> get(http, "http://both.example:" + inside.getPort() + "/"))
        .isInstanceOf(IOException.class);
    assertThat(inside.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNeverFollowed(int status) throws IOException {
    inside.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Location", inside.url("/elsewhere").toString())
            .build());
    inside.enqueue(status(200));
    String url = "http://127.0.0.1:" + inside.getPort() + "/";

    assertThat(get(Reach.only(_ -> true).build(), url)).isEqualTo(status);
    assertThat(inside.getRequestCount()).isEqualTo(1);
    inside.enqueue(new MockResponse.Builder().code(status).addHeader("Location", url).build());
    assertThat(get(Reach.ANYWHERE.client().build(), url)).isIn(200, status);
    assertThat(inside.getRequestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "http://tpp.example/x, false",
    "https://tpp.example/x, true",
    "HTTPS://tpp.example/x, true",
    "https://10.0.0.1/x, false",
    "https://169.254.169.254/x, false",
    "https://127.1/x, false",
    "https://2130706433/x, false",
    "https://[::1]/x, false",
    "https://[::ffff:10.0.0.1]/x, false",
    "https://[fe80::1%25eth0]/x, false",
    "https://[2002:7f00:1::1]/x, false",
    "https://8.8.8.8/x, true",
    "https://[2606:4700:4700::1111]/x, true"
  })
  void whatCanBeSeenIsSaidAtOnce(URI address, boolean taken) {
    assertThat(Reach.PUBLIC.refusal(address).isEmpty()).isEqualTo(taken);
    assertThat(Reach.ANYWHERE.refusal(address)).isEmpty();
  }

  private static int get(OkHttpClient http, String url) throws IOException {
    try (Response response = http.newCall(new Request.Builder().url(url).build()).execute()) {
      return response.code();
    }
  }

  private static MockResponse status(int status) {
    return new MockResponse.Builder().code(status).build();
  }
}
