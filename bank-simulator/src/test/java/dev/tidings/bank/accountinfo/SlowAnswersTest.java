package dev.tidings.bank.accountinfo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.ledger.ErrorPath;
import dev.tidings.openbanking.ConsentStatus;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowAnswersTest {

  private record Wait(Duration delay, CompletableFuture<Object> end) {}

  private final BlockingQueue<Wait> waits = new LinkedBlockingQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Javalin server =
      Javalin.create(
              config -> {
                config.startup.startupWatcherEnabled = false;
                config.jetty.port = 0;
                new SlowAnswers(this::after).register(config.routes);
                config.routes.get(
                    ApiLinks.BASE + "/of/{customerId}",
                    ctx -> {
                      ReadingUnder.set(ctx, consent(ctx.pathParam("customerId")));
                      ctx.result("read");
                    });
              })
          .start();

  @AfterEach
  void stop() {
    server.stop();
    http.close();
  }

  @Test
  void slowAnswersWaitAndNobodyWaitsWithThem() throws Exception {
    CompletableFuture<HttpResponse<String>> slow = get(ErrorPath.SLOW.customerId());
    Wait wait = next();
    assertThat(wait.delay()).isEqualTo(SlowAnswers.DELAY);
    assertThat(get("cust-amelia").get(10, TimeUnit.SECONDS).body()).isEqualTo("read");
    assertThat(slow).isNotDone();
    wait.end().complete("");
    assertThat(slow.get(10, TimeUnit.SECONDS).body()).isEqualTo("read");
  }

  @Test
  void aboveTheLimitAnAnswerDoesNotWait() throws Exception {
    for (int i = 0; i < SlowAnswers.WAITING_MAX; i++) {
      var _ = get(ErrorPath.SLOW.customerId());
    }
    Wait first = next();
    for (int i = 1; i < SlowAnswers.WAITING_MAX; i++) {
      next();
    }
    assertThat(get(ErrorPath.SLOW.customerId()).get(10, TimeUnit.SECONDS).body()).isEqualTo("read");
    first.end().complete("");
    CompletableFuture<HttpResponse<String>> another = get(ErrorPath.SLOW.customerId());
    next().end().complete("");
    assertThat(another.get(10, TimeUnit.SECONDS).body()).isEqualTo("read");
  }

  private CompletableFuture<?> after(Duration delay) {
    CompletableFuture<Object> end = new CompletableFuture<>();
    waits.add(new Wait(delay, end));
    return end;
  }

  private Wait next() throws InterruptedException {
    Wait wait = waits.poll(10, TimeUnit.SECONDS);
    assertThat(wait).isNotNull();
    return wait;
  }

  private CompletableFuture<HttpResponse<String>> get(String customerId) {
    URI uri = URI.create("http://localhost:" + server.port() + ApiLinks.BASE + "/of/" + customerId);
    return http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static Consent consent(String customerId) {
    Instant now = Instant.parse("2026-11-23T09:00:00Z");
    return new Consent(
        "aac-1",
        "tpp-1",
        ConsentStatus.AUTH,
        Set.of(),
        customerId,
        Set.of(),
        null,
        null,
        null,
        now,
        now,
        null,
        2);
  }
}
