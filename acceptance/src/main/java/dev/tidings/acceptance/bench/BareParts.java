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
 * What telling one event cannot do without, each by itself and warm: processor time of the side
 * that the bank is.
 *
 * <p>Signing is one PS256 signature over claims as long as ours, made into a compact JWS. The POST
 * is one of that JWS by OkHttp to a bare Javalin server in another process, on a kept connection,
 * with the headers that Open Banking wants, and its answer. The write is one row that holds the
 * SET, inserted and committed by itself in an embedded database with our settings; an event really
 * has to be written twice, when it is queued and when it is settled.
 */
final class BareParts implements AutoCloseable {

  /** Rows that share a commit when it is shared. */
  static final int GROUP = 16;

  private static final int CLAIMS_BYTES = 900;
  private static final int SIGNATURES = 1_000;
  private static final int POSTS = 4_000;
  private static final int SENDERS = 16;
  private static final int WRITES = 3_200;

  /** Unmeasured rounds before the first measured one: as warm as the bank beside it. */
  private static final int WARM_UPS = 10;

  private static final MediaType JWT = MediaType.get("application/jwt");
  private static final Payload CLAIMS = new Payload("e".repeat(CLAIMS_BYTES));

  private final JWSSigner signer;
  private final String set;
  private final Program server;
  private final String address;
  private final OkHttpClient client = new OkHttpClient();
  private final Database database;

  private BareParts(JWSSigner signer, Program server, Database database) {
    this.signer = signer;
    this.set = sign(signer);
    this.server = server;
    this.address = server.awaitReady().toString();
    this.database = database;
  }

  /** Ready to be measured, and warm. */
  static BareParts start(Installation installation, Path data, EventDelivery.Signer signer) {
    SigningKey key = SigningKey.generate();
    BareParts parts =
        new BareParts(
            signer == EventDelivery.Signer.NATIVE ? key.signer() : jdk(key),
            BareServer.start(installation, data.resolve("server.log")),
            database(data));
    for (int i = 0; i < WARM_UPS; i++) {
      parts.measure();
    }
    return parts;
  }

  /**
   * Processor time of each part, in microseconds.
   *
   * @param sign one signature
   * @param post one POST and its answer
   * @param write one row in a commit of its own
   * @param writeInGroup one row of {@link #GROUP} in a commit together
   */
  record Cost(double sign, double post, double write, double writeInGroup) {

    /** The least that one event costs. */
    double sum() {
      return sign + post + write;
    }

    /** As {@link #sum}, with writes that share a commit. */
    double sumInGroups() {
      return sign + post + writeInGroup;
    }

    @Override
    public String toString() {
      return "sign %.0f + POST %.0f + write %.0f = %.0f µs (a write of %d in a group: %.0f)"
          .formatted(sign, post, write, sum(), GROUP, writeInGroup);
    }
  }

  Cost measure() {
    return new Cost(
        micros(SIGNATURES, this::signMany),
        micros(POSTS, this::postMany),
        micros(WRITES, () -> writeMany(1)),
        micros(WRITES, () -> writeMany(GROUP)));
  }

  @Override
  public void close() {
    database.close();
    server.close();
  }

  private static double micros(int count, Runnable all) {
    Duration before = CpuTime.ofUs();
    all.run();
    return CpuTime.microsEach(before, CpuTime.ofUs(), count);
  }

  private static JWSSigner jdk(SigningKey key) {
    try {
      return new RSASSASigner(key.jwk());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void signMany() {
    for (int i = 0; i < SIGNATURES; i++) {
      sign(signer);
    }
  }

  private static String sign(JWSSigner signer) {
    JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.PS256), CLAIMS);
    try {
      jws.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jws.serialize();
  }

  private void postMany() {
    try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      for (int i = 0; i < POSTS; i++) {
        senders.execute(() -> {
          Request request =
              new Request.Builder()
                  .url(address)
                  .header("Accept", "application/json")
                  .header("x-fapi-interaction-id", UUID.randomUUID().toString())
                  .header("x-fapi-financial-id", "localhost")
                  .post(RequestBody.create(set, JWT))
                  .build();
          try (Response response = client.newCall(request).execute()) {
            response.body().bytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
      }
    }
  }

  private static Database database(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Database.open(Database.embedded(folder, "bare"), "db/bare");
  }

  private void writeMany(int together) {
    for (int i = 0; i < WRITES; i += together) {
      database.useTransaction(unit -> {
        for (int row = 0; row < together; row++) {
          unit.handle()
              .execute(
                  "insert into bare (id, content) values (?, ?)",
                  UUID.randomUUID().toString(),
                  set);
        }
      });
    }
  }
}
