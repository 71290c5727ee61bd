package dev.tidings.acceptance.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import dev.tidings.http.InteractionId;
import dev.tidings.http.ServerSettings;
import dev.tidings.jose.SigningKey;
import dev.tidings.persistence.Batch;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.TimedIds;
import io.javalin.Javalin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The bare parts of telling one event, in a process of their own, so that the same collector, heap
 * and signer are measured as in the bank. A POST to the path of a part does it many times and
 * answers how often; where one fails, the whole does.
 *
 * <p>Signing is one PS256 signature over claims as long as ours, made into a compact JWS, on all
 * cores at once as the bank does. The POST is one of that JWS by OkHttp to a bare Javalin server,
 * on a kept connection, by as many connections as the bank keeps, with the headers that Open
 * Banking wants, and its answer. The write is one row that holds the SET, inserted and committed by
 * plain JDBC in an embedded database with our settings, as long in use as the bank's: in a new one
 * a commit costs less. An event really has to be written twice, when it is queued and when it is
 * settled.
 */
@Command(name = "bare-parts", hidden = true)
final class BarePartsProgram implements Callable<Integer> {

  static final String SIGN = "/sign";
  static final String POST = "/post";
  static final String WRITE = "/write";
  static final String WRITE_IN_GROUPS = "/write-in-groups";

  /** Rows that share a commit when it is shared. */
  static final int GROUP = 16;

  private static final int CLAIMS_BYTES = 900;
  private static final int SIGNATURES = 2_000;
  private static final int SENDERS = 16;
  private static final int POSTS_OF_EACH = 600;
  private static final int WRITES = 3_200;
  private static final int WRITES_IN_GROUPS = 6_400;

  /** As the bank keeps. */
  private static final int IDLE_CONNECTIONS_MAX = 128;

  private static final Duration POSTED_WITHIN = Duration.ofMinutes(5);
  private static final String INSERT = "insert into bare (id, content) values (?, ?)";
  private static final MediaType JWT = MediaType.get("application/jwt");
  private static final Payload CLAIMS = new Payload("e".repeat(CLAIMS_BYTES));

  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .retryOnConnectionFailure(false)
          .connectionPool(new ConnectionPool(IDLE_CONNECTIONS_MAX, 1, TimeUnit.MINUTES))
          .build();
  private final JWSSigner signer = SigningKey.generate().signer();
  private final String set = sign();

  @Option(names = "--server", required = true, description = "Where POSTs go.")
  private String server = "";

  @Option(names = "--data", required = true, description = "Folder of the rows.")
  private Path data = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Files.createDirectories(data);
    Database database = Database.open(Database.embedded(data, "bare"), "db/bare");
    Javalin control =
        Javalin.create(
                config -> {
                  ServerSettings.apply(config, "127.0.0.1", 0);
                  config.routes.post(SIGN, ctx -> ctx.result("" + signMany()));
                  config.routes.post(POST, ctx -> ctx.result("" + postMany()));
                  config.routes.post(WRITE, ctx -> ctx.result("" + write(database, WRITES, 1)));
                  config.routes.post(
                      WRITE_IN_GROUPS,
                      ctx -> ctx.result("" + write(database, WRITES_IN_GROUPS, GROUP)));
                  config.routes.exception(
                      Exception.class, (e, ctx) -> ctx.status(500).result(e.toString()));
                })
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(control::stop));
    System.out.println("ready at http://localhost:" + control.port());
    Thread.currentThread().join();
    return 0;
  }

  private int signMany() {
    IntStream.range(0, SIGNATURES).parallel().forEach(_ -> sign());
    return SIGNATURES;
  }

  private String sign() {
    JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.PS256), CLAIMS);
    try {
      jws.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jws.serialize();
  }

  /** By virtual threads, as the bank's attempts are. */
  private int postMany() {
    List<Future<?>> sent = new ArrayList<>();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SENDERS; i++) {
        sent.add(senders.submit(this::postSome));
      }
      Together.await(senders, sent, POSTED_WITHIN);
    }
    return SENDERS * POSTS_OF_EACH;
  }

  private int postSome() throws IOException {
    for (int i = 0; i < POSTS_OF_EACH; i++) {
      Request request =
          new Request.Builder()
              .url(server)
              .header("Accept", "application/json")
              .header(InteractionId.HEADER, UUID.randomUUID().toString())
              .header("x-fapi-financial-id", "localhost")
              .post(RequestBody.create(set.getBytes(StandardCharsets.US_ASCII), JWT))
              .build();
      try (Response response = client.newCall(request).execute()) {
        if (response.code() != 202) {
          throw new IOException("a POST was answered with " + response.code());
        }
      }
    }
    return POSTS_OF_EACH;
  }

  private int write(Database database, int rows, int together) {
    List<String> sets = Collections.nCopies(together, set);
    for (int i = 0; i < rows; i += together) {
      database.useTransaction(unit ->
          Batch.execute(
              unit.handle(),
              INSERT,
              sets,
              (row, content) -> {
                row.setString(1, TimedIds.random(Instant.now()));
                row.setString(2, content);
              }));
    }
    return rows;
  }
}
