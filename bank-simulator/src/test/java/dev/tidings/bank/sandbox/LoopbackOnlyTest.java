package dev.tidings.bank.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries to get into the sandbox from where one must not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoopbackOnlyTest {

  private SandboxServer bank;

  @BeforeAll
  void start(@TempDir Path folder) {
    bank = new SandboxServer(folder, "0.0.0.0");
  }

  @AfterAll
  void stop() {
    bank.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1:1", "[::1]:65535", "LocalHost:80"})
  void thisMachinesNamesAreLetIn(String host) throws Exception {
    assertThat(status("Host", host)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "evil.example:8081",
        "localhost@evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.2",
        "0.0.0.0",
        "[::]",
        "localhost:",
        "notlocalhost",
        "1"
      })
  void aForeignNameForThisMachineIsRefused(String host) throws Exception {
    assertThat(raw("127.0.0.1", "GET /sandbox/customers", host, ""))
        .matches("(?s)HTTP/1.1 40[03] .*")
        .doesNotContain("cust-amelia");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "null",
        "http://localhost",
        "http://localhost:1",
        "file://",
        "http://127.0.0.1:80",
        "http://localhost.evil.example",
        "https://evil.example:8081",
        ""
      })
  void aPageOfAnotherOriginIsRefused(String origin) throws Exception {
    assertThat(status("Origin", origin)).isEqualTo(403);
  }

  @Test
  void aPageOfTheBankIsLetIn() throws Exception {
    assertThat(status("Origin", "http://localhost:" + bank.port())).isEqualTo(200);
    assertThat(status("Sec-Fetch-Site", "same-origin")).isEqualTo(200);
    assertThat(status("Sec-Fetch-Site", "none")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "Same-Origin ", "x"})
  void aRequestFromAnotherSiteIsRefused(String site) throws Exception {
    int status = status("Sec-Fetch-Site", site);
    assertThat(status).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/json"
      })
  void aPostThatAFormCouldMakeIsRefused(String contentType) throws Exception {
    var answer = bank.post("/sandbox/accounts/x/transactions", "{}", contentType);
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.json().at("/Errors/0/Path").textValue()).isEqualTo("Content-Type");
    assertThat(bank.post("/sandbox/accounts/x/transactions", "{}", null).status()).isEqualTo(415);
    String json = "application/json; charset=utf-8";
    assertThat(bank.post("/sandbox/accounts/x/transactions", "{}", json).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sandbox",
        "/sandbox/",
        "/sandbox/customers/",
        "/sandbox/accounts",
        "/sandbox/nothing"
      })
  void everyRouteIsGuarded(String path) throws Exception {
    var request = bank.request(path).header("Sec-Fetch-Site", "cross-site").build();
    assertThat(bank.send(request).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//sandbox/customers",
        "/sandbox//customers",
        "/%73andbox/customers",
        "/SANDBOX/customers",
        "/x/../sandbox/customers",
        "/./sandbox/customers",
        "/sandbox;a=b/customers",
        "/sandbox/./customers",
        "/sandbox%2Fcustomers"
      })
  void noSpellingOfThePathGoesRoundTheGuard(String path) throws Exception {
    String answer = raw("127.0.0.1", "GET " + path, "evil.example", "");
    assertThat(answer).doesNotContain("cust-amelia").matches("(?s)HTTP/1.1 4\\d\\d .*");
  }

  @Test
  void twoHostsOrAnAbsoluteTargetDoNotConfuseIt() throws Exception {
    assertThat(raw("127.0.0.1", "GET /sandbox/customers", "localhost", "Host: evil.example\r\n"))
        .startsWith("HTTP/1.1 400");
    String target = "GET http://evil.example/sandbox/customers";
    assertThat(raw("127.0.0.1", target, "localhost", "")).matches("(?s)HTTP/1.1 40[03] .*");
    assertThat(raw("127.0.0.1", "GET /sandbox/customers", "localhost", "Origin: http://evil\r\n"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void aForwardedAddressIsNotBelievedAndTheNetworkIsRefused() throws Exception {
    Optional<InetAddress> own =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
            .findAny();
    assumeTrue(own.isPresent(), "this machine has a network");
    String answer =
        raw(
            own.orElseThrow().getHostAddress(),
            "GET /sandbox/customers",
            "localhost",
            "X-Forwarded-For: 127.0.0.1\r\nForwarded: for=127.0.0.1\r\n");
    assertThat(answer).startsWith("HTTP/1.1 403");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.1", "192.168.1.4", "::2", "169.254.169.254", "localhost", "", "0"})
  void anAddressElsewhereIsRefused(String address) {
    assertThat(LoopbackOnly.refusal(address, List.of("localhost"), List.of(), List.of()))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "127.9.9.9", "::1", "[::1]", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
  void loopbackIsLetIn(String address) {
    assertThat(LoopbackOnly.refusal(address, List.of("localhost"), List.of(), List.of())).isEmpty();
    assertThat(LoopbackOnly.refusal(address, List.of(), List.of(), List.of())).isPresent();
  }

  private int status(String header, String value) throws IOException {
    return bank.send(bank.request("/sandbox/customers").header(header, value).build()).status();
  }

  /** Sends what no proper client would send. */
  private String raw(String address, String target, String host, String headers)
      throws IOException {
    try (Socket socket = new Socket(address, bank.port())) {
      String request =
          target + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
