package dev.tidings.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.sandbox.Activity;
import dev.tidings.bank.tls.LocalAuthority;
import dev.tidings.http.Listener;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bank over TLS, and tokens that are bound to certificates. Source: RFC 8705. */
class SecureBankTest {

  @TempDir private Path data;

  private Bank bank;
  private String issuer = "";
  private String mtls = "";
  private int port;

  @BeforeEach
  void start() throws IOException {
    Listener listener = Listener.open("127.0.0.1", 0);
    Listener certificates = Listener.open("127.0.0.1", 0);
    port = listener.port();
    issuer = "https://localhost:" + port;
    mtls = "https://localhost:" + certificates.port();
    bank =
        Bank.create(
                new BankConfig(
                    "Test Bank",
                    listener,
                    issuer,
                    data,
                    null,
                    7,
                    Activity.off,
                    Clock.systemUTC(),
                    BankOptions.STANDARD.with(
                        new Security(false, new Security.Tls(certificates, mtls)))))
            .start();
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @Test
  void discoveryNamesTheAddressesForCertificates() throws IOException {
    JsonNode discovery =
        json(get(client(null), issuer + "/.well-known/openid-configuration", Map.of()));
    assertThat(discovery.path("issuer").asText()).isEqualTo(issuer);
    assertThat(discovery.at("/mtls_endpoint_aliases/token_endpoint").asText())
        .isEqualTo(mtls + "/token");
    assertThat(discovery.path("tls_client_certificate_bound_access_tokens").asBoolean()).isTrue();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("tls-authority-key.pem"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aTokenIsOfUseOnlyWithItsCertificate() {
    HeldCertificate mine = new HeldCertificate.Builder().commonName("tpp").build();
    HeldCertificate others = new HeldCertificate.Builder().commonName("tpp").build();
    OkHttpClient client = client(mine);
    WholeTpp tpp =
        new WholeTpp(
            client,
            issuer,
            Clock.systemUTC(),
            Map.of("tls_client_certificate_bound_access_tokens", true));
    String own = tpp.clientToken(mtls, Map.of());
    String consent = tpp.consent(mtls, WholeTpp.bearer(own), WholeBank.EVERY_DATA_PERMISSION);
    String code = tpp.code("amelia", "accounts", consent, List.of());
    String token = tpp.redeem(mtls, Map.of(), code).path("access_token").asText();

    String accounts = WholeBank.AISP + "/accounts";
    assertThat(status(client, mtls + accounts, token)).isEqualTo(200);
    assertThat(status(client(others), mtls + accounts, token)).isEqualTo(401);
    assertThat(status(client(null), issuer + accounts, token)).isEqualTo(401);
    assertThat(
            tpp.form(mtls + "/introspect", Map.of(), Map.of("token", token))
                .at("/cnf/x5t#S256")
                .asText())
        .hasSize(43);
    assertThat(
            tpp.form(issuer + "/token", Map.of(), Map.of("grant_type", "client_credentials"))
                .path("error")
                .asText())
        .isEqualTo("invalid_request");
  }

  @Test
  void withoutACertificateNobodyConnectsToTheSecondAddress() {
    assertThatThrownBy(() -> get(client(null), mtls + "/jwks", Map.of()).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void weakCiphersAndOldProtocolsAreRefused() throws IOException {
    assertThat(handshake("TLSv1.3", "TLS_AES_128_GCM_SHA256")).isTrue();
    assertThat(handshake("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")).isTrue();
    assertThat(handshake("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256")).isFalse();
    assertThat(handshake("TLSv1.1", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA")).isFalse();
  }

  @Test
  void plainHttpGetsNothing() {
    assertThatThrownBy(
            () -> {
              try (Response response =
                  get(client(null), "http://localhost:" + port + "/jwks", Map.of())) {
                if (response.code() >= 400) {
                  throw new IOException("refused");
                }
              }
            })
        .isInstanceOf(IOException.class);
  }

  private boolean handshake(String protocol, String cipher) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) trust(null).sslSocketFactory().createSocket("localhost", port)) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.setEnabledCipherSuites(new String[] {cipher});
      socket.startHandshake();
      return true;
    } catch (SSLException e) {
      return false;
    }
  }

  private int status(OkHttpClient client, String url, String token) {
    try (Response response = get(client, url, WholeTpp.bearer(token))) {
      return response.code();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Response get(OkHttpClient client, String url, Map<String, String> headers)
      throws IOException {
    okhttp3.Request.Builder request = new okhttp3.Request.Builder().url(url);
    headers.forEach(request::header);
    return client.newCall(request.build()).execute();
  }

  private static JsonNode json(Response response) throws IOException {
    try (response) {
      return OpenBankingJson.readTree(response.body().string());
    }
  }

  private OkHttpClient client(@Nullable HeldCertificate own) {
    HandshakeCertificates certificates = trust(own);
    return new OkHttpClient.Builder()
        .sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager())
        .build();
  }

  private HandshakeCertificates trust(@Nullable HeldCertificate own) {
    try {
      X509Certificate authority =
          Certificates.decodeCertificatePem(Files.readString(data.resolve(LocalAuthority.FILE)));
      HandshakeCertificates.Builder certificates =
          new HandshakeCertificates.Builder().addTrustedCertificate(authority);
      if (own != null) {
        certificates.heldCertificate(own);
      }
      return certificates.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
