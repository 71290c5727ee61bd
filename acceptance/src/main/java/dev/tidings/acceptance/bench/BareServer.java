package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import dev.tidings.http.ServerSettings;
import io.javalin.Javalin;
import io.javalin.http.sse.SseClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The reference: a Javalin server with our settings that does nothing but answer. */
@Command(name = "bare-server", hidden = true)
public final class BareServer implements Callable<Integer> {

  /** Answers with {@code --body-bytes} bytes that are always the same. */
  static final String CONSTANT = "/constant";

  /**
   * Server-sent events: an object that is posted here is sent, in a frame of that size, to all who
   * listen.
   */
  static final String STREAM = "/stream";

  @Option(names = "--body-bytes", defaultValue = "2", description = "Size of the constant answer.")
  private int bodyBytes = 2;

  @Override
  public Integer call() throws InterruptedException {
    String constant = "\"" + "x".repeat(bodyBytes - 2) + "\"";
    Queue<SseClient> listeners = new ConcurrentLinkedQueue<>();
    Javalin server =
        Javalin.create(
                config -> {
                  ServerSettings.apply(config, "127.0.0.1", 0);
                  config.routes.get("/", ctx -> ctx.result("{}"));
                  config.routes.get(
                      CONSTANT, ctx -> ctx.contentType("application/json").result(constant));
                  config.routes.post("/", ctx -> ctx.status(202));
                  config.routes.sse(
                      STREAM,
                      client -> {
                        client.keepAlive();
                        client.onClose(() -> listeners.remove(client));
                        listeners.add(client);
                        client.sendComment("");
                      });
                  config.routes.post(
                      STREAM,
                      ctx -> {
                        send(framed(ctx.body(), constant), listeners);
                        ctx.status(202);
                      });
                })
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    System.out.println("ready at http://localhost:" + server.port());
    Thread.currentThread().join();
    return 0;
  }

  /** The posted object with one more member, which makes it as large as a frame of ours. */
  private static String framed(String posted, String constant) {
    return posted.substring(0, posted.length() - 1) + ",\"frame\":" + constant + "}";
  }

  private static void send(String content, Queue<SseClient> listeners) {
    for (SseClient listener : listeners) {
      Thread.ofVirtual().start(() -> listener.sendEvent("change", content));
    }
  }

  /** Starts it as a process of its own, on the same options as ours. */
  static Program start(Installation installation, Path log) {
    return start(installation, log, 2);
  }

  /** As {@link #start(Installation, Path)}, with a constant answer of this size. */
  static Program start(Installation installation, Path log, int bodyBytes) {
    return Program.start(
        "bare-server",
        installation.toolsJar(),
        log,
        Installation.jvmOptions(),
        List.of("bare-server", "--body-bytes", Integer.toString(bodyBytes)));
  }
}
