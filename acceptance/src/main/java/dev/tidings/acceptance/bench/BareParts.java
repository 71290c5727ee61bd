package dev.tidings.acceptance.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import dev.tidings.jose.SigningKey;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * What telling one event cannot do without, each measured by itself: processor time, in
 * microseconds.
 *
 * @param sign one PS256 signature
 * @param post one POST of a SET by OkHttp and the reading of its answer, the sender's side
 * @param write one row of that size inserted and committed
 */
record BareParts(double sign, double post, double write) {

  private static final int SET_BYTES = 900;
  private static final int SIGNATURES = 1_500;
  private static final int POSTS = 6_000;
  private static final int SENDERS = 16;
  private static final int WRITES = 4_000;
  private static final String SET = "e".repeat(SET_BYTES);

  /** The least that one event costs. */
  double sum() {
    return sign + post + write;
  }

  /** Measures all three, each once unmeasured before. */
  static BareParts measure(Installation installation, Path data, boolean nativeCrypto) {
    SigningKey key = SigningKey.generate();
    JWSSigner signer = nativeCrypto ? key.signer() : jdk(key);
    sign(signer);
    double sign = sign(signer);
    try (Program server = BareServer.start(installation, data.resolve("bare.log"))) {
      URI address = server.awaitReady();
      post(address);
      double post = post(address);
      return new BareParts(sign, post, write(data.resolve("bare-writes")));
    }
  }

  private static JWSSigner jdk(SigningKey key) {
    try {
      return new RSASSASigner(key.jwk());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double sign(JWSSigner signer) {
    Duration before = CpuTime.ofUs();
    for (int i = 0; i < SIGNATURES; i++) {
      JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.PS256), new Payload(SET));
      try {
        jws.sign(signer);
      } catch (JOSEException e) {
        throw new IllegalStateException(e);
      }
    }
    return CpuTime.microsEach(before, CpuTime.ofUs(), SIGNATURES);
  }

  private static double post(URI address) {
    OkHttpClient client = new OkHttpClient();
    MediaType jwt = MediaType.get("application/jwt");
    Duration before = CpuTime.ofUs();
    try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      for (int i = 0; i < POSTS; i++) {
        senders.execute(() -> {
          Request request =
              new Request.Builder()
                  .url(address.toString())
                  .post(RequestBody.create(SET, jwt))
                  .build();
          try (Response response = client.newCall(request).execute()) {
            response.body().bytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
      }
    }
    return CpuTime.microsEach(before, CpuTime.ofUs(), POSTS);
  }

  private static double write(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Database database = Database.open(Database.embedded(folder, "bare"), "db/bare")) {
      writes(database);
      Duration before = CpuTime.ofUs();
      writes(database);
      return CpuTime.microsEach(before, CpuTime.ofUs(), WRITES);
    }
  }

  private static void writes(Database database) {
    for (int i = 0; i < WRITES; i++) {
      String id = UUID.randomUUID().toString();
      database.useTransaction(
          unit -> unit.handle().execute("insert into bare (id, content) values (?, ?)", id, SET));
    }
  }
}
