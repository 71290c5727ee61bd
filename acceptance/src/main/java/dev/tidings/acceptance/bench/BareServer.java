package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import dev.tidings.http.ServerSettings;
import io.javalin.Javalin;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The reference: a Javalin server with our settings that does nothing but answer. */
@Command(name = "bare-server", hidden = true)
public final class BareServer implements Callable<Integer> {

  @Override
  public Integer call() throws InterruptedException {
    Javalin server =
        Javalin.create(
                config -> {
                  ServerSettings.apply(config, "127.0.0.1", 0);
                  config.routes.get("/", ctx -> ctx.result("{}"));
                  config.routes.post("/", ctx -> ctx.status(202));
                })
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    System.out.println("ready at http://localhost:" + server.port());
    Thread.currentThread().join();
    return 0;
  }

  /** Starts it as a process of its own, on the same options as ours. */
  static Program start(Installation installation, Path log) {
    return Program.start(
        "bare-server",
        installation.toolsJar(),
        log,
        Installation.jvmOptions(),
        List.of("bare-server"));
  }
}
