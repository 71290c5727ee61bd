package dev.tidings.bank.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.SettableClock;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real server, by bytes on a socket: what no client library would send too. */
final class AccessLogTest {

  private static final String LINE =
      "127\\.0\\.0\\.1 - %s \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000\\] \"%s HTTP/1\\.1\" %s";

  @TempDir private Path data;

  @Test
  void eachRequestHasItsLineWhateverBecomesOfIt() throws IOException, InterruptedException {
    serve(
        AccessLog.FILE_BYTES_MAX,
        "GET /hello?secret=1",
        "GET /nowhere",
        "GET /fails",
        "DELETE /hello",
        "BAD\"THING /hello");

    List<String> lines = lines();
    assertThat(lines.getFirst()).matches(LINE.formatted("tpp\\?\\?1", "GET /hello", "200 5"));
    assertThat(lines.get(1)).matches(LINE.formatted("-", "GET /nowhere", "404 \\d+"));
    assertThat(lines.get(2)).matches(LINE.formatted("-", "GET /fails", "500 \\d+"));
    assertThat(lines.get(3)).matches(LINE.formatted("-", "DELETE /hello", "40[45] \\d+"));
    assertThat(lines).noneMatch(line -> line.contains("secret"));
    assertThat(lines).allMatch(line -> line.chars().filter(c -> c == '"').count() == 2);
  }

  @Test
  void aPathCannotForgeALine() throws IOException, InterruptedException {
    serve(AccessLog.FILE_BYTES_MAX, "GET /a%0d%0a127.0.0.1%20-%20-", "GET /b\"%22", "GET /c\u00e9");

    assertThat(lines())
        .allMatch(line -> line.matches("127\\.0\\.0\\.1 - - \\[[^]]+\\] \"[^\"]+\" \\d+ \\d+"));
  }

  @Test
  void aFileThatIsFullIsSetAsideOnce() throws IOException, InterruptedException {
    serve(
        300,
        "GET /hello",
        "GET /hello",
        "GET /hello",
        "GET /hello",
        "GET /hello",
        "GET /hello",
        "GET /hello");

    assertThat(data.toFile().list()).containsExactlyInAnyOrder("access.log", "access.log.1");
    assertThat(Files.size(data.resolve("access.log"))).isBetween(1L, 300L);
    assertThat(Files.size(data.resolve("access.log.1"))).isBetween(1L, 300L);
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(data.resolve(AccessLog.FILE));
  }

  /** Each request on a connection of its own, answered and logged before the next. */
  private void serve(long bytesMax, String... requests) throws IOException, InterruptedException {
    Semaphore logged = new Semaphore(0);
    try (AccessLog log = new AccessLog(data, bytesMax, new SettableClock())) {
      Javalin server =
          Javalin.create(config -> {
            config.jetty.port = 0;
            config.jetty.modifyServer(jetty ->
                jetty.setRequestLog((request, response) -> {
                  log.log(request, response);
                  logged.release();
                }));
            config.routes.get(
                "/hello",
                ctx -> {
                  AccessLog.calledBy(ctx, "tpp\n\"1");
                  ctx.result("hello");
                });
            config.routes.get(
                "/fails",
                ctx -> {
                  throw new IllegalStateException("as the test wants");
                });
          });
      server.start();
      try {
        for (String request : requests) {
          send(
              server.port(), request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
          assertThat(logged.tryAcquire(10, TimeUnit.SECONDS)).as("a line").isTrue();
        }
      } finally {
        server.stop();
      }
    }
  }

  private static void send(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      InputStream answer = socket.getInputStream();
      assertThat(answer.readAllBytes()).isNotEmpty();
    }
  }
}
