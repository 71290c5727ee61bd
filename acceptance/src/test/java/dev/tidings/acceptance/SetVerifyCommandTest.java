package dev.tidings.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.jose.RemoteKeys;
import dev.tidings.jose.SigningKey;
import dev.tidings.securityevent.Event;
import dev.tidings.securityevent.EventUrn;
import dev.tidings.securityevent.ResourceSubject;
import dev.tidings.securityevent.ResourceSubject.ResourceLink;
import dev.tidings.securityevent.SecurityEvent;
import dev.tidings.securityevent.SetSigner;
import dev.tidings.securityevent.SharedSignal;
import dev.tidings.securityevent.SharedSignalSigner;
import dev.tidings.securityevent.SubjectId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetVerifyCommandTest {

  private static final String ISSUER = "https://alder.example";
  private static final SigningKey KEY = SigningKey.generate();
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private @TempDir Path folder;

  @BeforeEach
  void listen() {
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  @AfterEach
  void stopListening() {
    System.setOut(out);
    System.setErr(err);
  }

  @Test
  void aSetThatIsRightIsPrinted() throws IOException {
    assertThat(verify(set(ISSUER), KEY, "client-1")).isZero();
    assertThat(text()).contains("\"jti\" : \"jti-1\"", "urn:tidings:events:low-balance", "PS256");
  }

  @Test
  void theCheckThatFailsIsNamed() throws IOException {
    assertThat(verify(set(ISSUER), KEY, "somebody-else")).isEqualTo(1);
    assertThat(text()).contains("invalid_audience", "aud is client-1");

    assertThat(verify(set("https://evil.example"), KEY, "client-1")).isEqualTo(1);
    assertThat(text()).contains("invalid_issuer", "https://evil.example");

    assertThat(verify(set(ISSUER), SigningKey.generate(), "client-1")).isEqualTo(1);
    assertThat(text()).contains("invalid_key");

    String right = set(ISSUER);
    String changed = right.substring(0, right.lastIndexOf('.') + 1) + "AAAA";
    assertThat(verify(changed, KEY, "client-1")).isEqualTo(1);
    assertThat(text()).contains("authentication_failed", "signature");

    assertThat(verify("nonsense", KEY, "client-1")).isEqualTo(1);
    assertThat(text()).contains("not a signed SET");
  }

  @Test
  void aRevocationThatSaysNoMoreThanThatIsPrinted() throws IOException {
    String set = set(ISSUER, new Event.Other(EventUrn.CONSENT_AUTHORIZATION_REVOKED, Map.of()));
    assertThat(verify(set, KEY, "client-1")).isZero();
    assertThat(text()).contains("\"" + EventUrn.CONSENT_AUTHORIZATION_REVOKED + "\" : { }");
  }

  @Test
  void aSharedSignalThatIsRightIsPrinted() throws IOException {
    assertThat(verify(signal(ISSUER, SubjectId.opaque("stream-1")), KEY, "client-1")).isZero();
    assertThat(text()).contains("\"typ\" : \"secevent+jwt\"", "sub_id", "low-balance");
  }

  @Test
  void theCheckOfASharedSignalThatFailsIsNamed() throws IOException {
    String right = signal(ISSUER, SubjectId.opaque("stream-1"));
    assertThat(verify(right, KEY, "somebody-else")).isEqualTo(1);
    assertThat(text()).contains("invalid_audience", "aud is client-1");

    assertThat(verify(right, SigningKey.generate(), "client-1")).isEqualTo(1);
    assertThat(text()).contains("invalid_key");

    assertThat(verify(signal("https://evil.example", SubjectId.opaque("s")), KEY, "client-1"))
        .isEqualTo(1);
    assertThat(text()).contains("invalid_issuer", "https://evil.example");

    assertThat(verify(signal(ISSUER, new SubjectId("", "id", "s")), KEY, "client-1")).isEqualTo(1);
    assertThat(text()).contains("invalid_request", "sub_id");
  }

  @Test
  void keysThatCannotBeReadAreNoFaultOfTheSet() throws IOException {
    String down = "http://localhost:" + closedPort();
    assertThat(verify(set(down), "--issuer", down)).isEqualTo(2);
    assertThat(text()).contains("the keys at " + down + "/jwks cannot be read");

    String elsewhere = down + "/elsewhere";
    assertThat(verify(set(ISSUER), "--issuer", ISSUER, "--jwks", elsewhere)).isEqualTo(2);
    assertThat(text()).contains("the keys at " + elsewhere + " cannot be read");
  }

  @Test
  void aKeyFileThatIsNoneIsNamed() throws IOException {
    Path tooLong = folder.resolve("long.json");
    Files.writeString(tooLong, KEY.publicKeys() + " ".repeat((int) RemoteKeys.JWKS_BYTES_MAX));
    Path page = Files.writeString(folder.resolve("page.html"), "<html>");
    Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff});
    for (Path keys : List.of(page, bytes, tooLong, folder, folder.resolve("missing"))) {
      assertThat(verify(set(ISSUER), "--issuer", ISSUER, "--jwks", keys.toString()))
          .as("%s", keys)
          .isEqualTo(2);
      assertThat(text())
          .contains("the keys in " + keys + " cannot be read")
          .doesNotContain("keys.invalid");
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private int verify(String set, String... options) throws IOException {
    printed.reset();
    Path file = Files.writeString(folder.resolve("set.jwt"), set + "\n");
    return Main.commandLine()
        .execute(
            Stream.of(Stream.of("set-verify"), Stream.of(options), Stream.of(file.toString()))
                .flatMap(arguments -> arguments)
                .toArray(String[]::new));
  }

  private int verify(String set, SigningKey published, String audience) throws IOException {
    Path keys = Files.writeString(folder.resolve("jwks.json"), published.publicKeys().toString());
    return verify(set, "--issuer", ISSUER, "--jwks", keys.toString(), "--audience", audience);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static String set(String issuer) {
    ResourceSubject account =
        new ResourceSubject(
            "a1",
            ResourceSubject.ACCOUNTS,
            List.of(new ResourceLink("v4.0", issuer + "/accounts/a1/balances")));
    return set(issuer, new Event.LowBalance(account, 7, AT));
  }

  private static String set(String issuer, Event event) {
    return new SetSigner(KEY, "alder.example")
        .sign(
            new SecurityEvent(
                issuer,
                AT,
                "jti-1",
                "client-1",
                URI.create(issuer + "/accounts/a1"),
                "txn-1",
                AT,
                List.of(event)));
  }

  private static String signal(String issuer, SubjectId subject) {
    return new SharedSignalSigner(() -> KEY)
        .sign(
            new SharedSignal(
                issuer,
                AT,
                "jti-1",
                "client-1",
                subject,
                "txn-1",
                AT,
                "urn:tidings:events:low-balance",
                Map.of("account_version", 7)));
  }
}
