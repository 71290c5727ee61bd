package dev.tidings.acceptance.bench;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.acceptance.bench.SecuredTpp.Level;
import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import dev.tidings.jose.Signatures;
import dev.tidings.jose.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * What each security check costs the bank, in processor time: the same request with the check and
 * without it, beside a bare verification of the signature that the check is about.
 */
final class SecurityPrice {

  private static final int VERIFICATIONS = 3_000;

  private static final String READ = "GET balances, bearer token";
  private static final String READ_DPOP = "GET balances, DPoP-bound token";
  private static final String READ_NONCE = "GET balances, DPoP with nonce";
  private static final String READ_TLS = "GET balances over TLS, bearer token";
  private static final String READ_CERTIFICATE = "GET balances over TLS, certificate-bound";
  private static final String TOKEN_ES256 = "POST /token, assertion by ES256";
  private static final String TOKEN_PS256 = "POST /token, assertion by PS256";
  private static final String TOKEN_DPOP = "POST /token, ES256 and a DPoP proof";

  private final Installation installation;
  private final Path data;
  private final int requests;

  SecurityPrice(Installation installation, Path data, int requests) {
    this.installation = installation;
    this.data = data;
    this.requests = requests;
  }

  void run() throws IOException {
    System.out.printf(
        Locale.ROOT,
        "security, %d callers, %,d requests of each kind in %d rounds, after one to warm up%n",
        Load.CALLERS,
        requests,
        Rounds.ROUNDS);
    bareVerifications();
    plainHttp();
    tls();
  }

  private static void bareVerifications() {
    ProofKey proofKey = new ProofKey();
    URI address = URI.create("http://localhost/token");
    bare("ES256", proofKey.publicKey(), proofKey.proof("POST", address, null, null));
    SigningKey rsa = SigningKey.generate();
    bare(
        "PS256",
        rsa.jwk().toPublicJWK(),
        new Assertions("http://localhost", "client", JWSAlgorithm.PS256, rsa.kid(), rsa.signer())
            .next());
  }

  private static void bare(String algorithm, JWK key, String signed) {
    verify(key, signed);
    Duration before = CpuTime.ofUs();
    verify(key, signed);
    System.out.printf(
        "  %-46s %6.0f µs CPU%n",
        "bare: one verification by " + algorithm,
        CpuTime.microsEach(before, CpuTime.ofUs(), VERIFICATIONS));
  }

  private static void verify(JWK key, String signed) {
    try {
      for (int i = 0; i < VERIFICATIONS; i++) {
        if (!Signatures.isBy(key, SignedJWT.parse(signed))) {
          throw new IllegalStateException("our own signature is not good");
        }
      }
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private void plainHttp() {
    try (Program program = start("plain", List.of());
        HttpClient client = clients().build()) {
      BankClient bank = new BankClient(program.awaitReady(), new Http());
      SecuredTpp bearer = tpp(bank, client, Level.BEARER);
      SecuredTpp dpop = tpp(bank, client, Level.DPOP);
      SecuredTpp fapi2 = tpp(bank, client, Level.FAPI2);
      new Rounds(program, client, requests)
          .add(READ, bearer::read)
          .add(READ_DPOP, dpop::read)
          .add(READ_NONCE, fapi2::read)
          .add(TOKEN_ES256, () -> bearer.ownToken(JWSAlgorithm.ES256))
          .add(TOKEN_PS256, () -> bearer.ownToken(JWSAlgorithm.PS256))
          .add(TOKEN_DPOP, () -> dpop.ownToken(JWSAlgorithm.ES256))
          .add("POST /token, refresh, ES256, DPoP, nonce", fapi2::refresh)
          .run()
          .price("a DPoP proof at a resource", READ_DPOP, READ)
          .price("the bank's nonce in it", READ_NONCE, READ_DPOP)
          .price("a DPoP proof at the token endpoint", TOKEN_DPOP, TOKEN_ES256)
          .price("PS256 instead of ES256", TOKEN_PS256, TOKEN_ES256);
    }
  }

  private void tls() throws IOException {
    try (Program program = start("tls", List.of("--tls"))) {
      URI address = program.awaitReady();
      Path authority = data.resolve("tls").resolve("tls-authority.pem");
      HandshakeCertificates trusted =
          new HandshakeCertificates.Builder()
              .addTrustedCertificate(Certificates.decodeCertificatePem(Files.readString(authority)))
              .heldCertificate(new HeldCertificate.Builder().commonName("bench").build())
              .build();
      Http http = new Http(trusted);
      BankClient bank = new BankClient(address, http);
      String withCertificate =
          http.get(address.resolve("/.well-known/openid-configuration"))
              .expect(200)
              .json()
              .at("/mtls_endpoint_aliases/token_endpoint")
              .asText();
      try (HttpClient client = clients().sslContext(trusted.sslContext()).build()) {
        SecuredTpp bearer = tpp(bank, client, Level.BEARER);
        SecuredTpp bound =
            new SecuredTpp(
                bank, URI.create(withCertificate), client, Level.CERTIFICATE, Demo.CUSTOMER);
        new Rounds(program, client, requests)
            .add(READ_TLS, bearer::read)
            .add(READ_CERTIFICATE, bound::read)
            .run()
            .price("a binding to a certificate", READ_CERTIFICATE, READ_TLS);
      }
    }
  }

  private static SecuredTpp tpp(BankClient bank, HttpClient client, Level level) {
    return new SecuredTpp(bank, bank.address(), client, level, Demo.CUSTOMER);
  }

  private Program start(String name, List<String> options) {
    return installation.startBank(name, data.resolve(name), options);
  }

  private static HttpClient.Builder clients() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
  }
}
