package dev.tidings.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The certified client library {@code openid-client}, unmodified, goes the whole way at a bank with
 * TLS: discovery, registration, pushed request, the customer on the bank's pages, tokens, accounts,
 * refresh, revocation. Needs Node.js with npm, and fails without.
 */
class OpenIdClientIT {

  private static final Duration WALK_MAX = Duration.ofMinutes(1);

  @TempDir Path folder;
  private final Path scripts = NodePackages.folder();
  private Program bank;
  private URI issuer;

  @BeforeEach
  void start() {
    bank =
        Program.start(
            "Walk Bank",
            Installation.find().bankJar(),
            folder.resolve("bank.log"),
            Installation.jvmOptions(),
            List.of("--port", "0", "--data", data().toString(), "--tls", "--activity", "off"));
    issuer = bank.awaitReady();
    assertThat(issuer).hasScheme("https");
  }

  @AfterEach
  void stop() {
    if (bank != null) {
      bank.close();
    }
  }

  @Test
  void it_goes_the_whole_way_with_tokens_that_are_bound_by_dpop()
      throws IOException, InterruptedException {
    assertThat(walk()).contains("ok: accounts", "ok: refresh", "ok: revocation");
  }

  @Test
  void it_goes_the_whole_way_with_tokens_that_are_bound_to_its_certificate()
      throws IOException, InterruptedException {
    HeldCertificate certificate = new HeldCertificate.Builder().commonName("tpp").build();
    Path certificateFile =
        Files.writeString(folder.resolve("certificate.pem"), certificate.certificatePem());
    Path keyFile = Files.writeString(folder.resolve("key.pem"), certificate.privateKeyPkcs8Pem());

    assertThat(walk(certificateFile.toString(), keyFile.toString()))
        .contains("ok: accounts", "ok: refresh", "ok: revocation");
  }

  private String walk(String... certificateAndKey) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", "walk.mjs", issuer.toString()));
    command.add(data().resolve("tls-authority.pem").toString());
    command.addAll(List.of(certificateAndKey));
    return run(command);
  }

  private Path data() {
    return folder.resolve("bank");
  }

  /** Runs to a good end; returns what was printed. */
  private String run(List<String> command) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(scripts.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(WALK_MAX.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String said = Files.readString(output);
    assertThat(ended).as("%s ended in time: %s", command.getFirst(), said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
