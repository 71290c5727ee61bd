package dev.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ListenerTest {

  private static final String LOOPBACK = "127.0.0.1";

  @Test
  void a_held_port_is_nobody_elses() throws IOException {
    try (Listener held = Listener.open(LOOPBACK, 0)) {
      assertThatThrownBy(() -> Listener.open(LOOPBACK, held.port()))
          .isInstanceOf(BindException.class);
    }
  }

  @Test
  void a_port_that_was_let_go_is_free_at_once() throws IOException {
    Listener first = Listener.open(LOOPBACK, 0);
    first.close();

    try (Listener second = Listener.open(LOOPBACK, first.port())) {
      assertThat(second.port()).isEqualTo(first.port());
    }
  }

  @Test
  void who_asks_before_the_server_serves_is_answered_when_it_does() throws Exception {
    Listener listener = Listener.open(LOOPBACK, 0);
    HttpClient client = HttpClient.newHttpClient();
    CompletableFuture<HttpResponse<String>> early =
        client.sendAsync(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port())).build(),
            HttpResponse.BodyHandlers.ofString());

    Javalin server =
        Javalin.create(
                config -> {
                  ServerSettings.apply(config, listener);
                  config.routes.get("/", ctx -> ctx.result("ready"));
                })
            .start();
    try {
      assertThat(early.get().body()).isEqualTo("ready");
      assertThat(server.port()).isEqualTo(listener.port());
    } finally {
      server.stop();
    }
    Listener.open(LOOPBACK, listener.port()).close();
  }
}
