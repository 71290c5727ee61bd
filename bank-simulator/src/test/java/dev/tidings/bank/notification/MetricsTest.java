package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.metrics.MetricsApi;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import io.javalin.Javalin;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

final class MetricsTest {

  @Test
  void whatWaitsIsToldToWhoeverAsks() throws IOException {
    try (Database database = TestDatabase.inMemory();
        TestBank bank = new TestBank(database, DeliveryPolicy.standard())) {
      bank.give("tpp", Set.of(Permission.ReadBalances), "a");
      bank.subscribe("tpp", null);
      bank.balanceChanged("a", 1);
      bank.step();
      bank.balanceChanged("a", 2);
      bank.clock.advance(Duration.ofSeconds(90));
      PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      MetricsApi api =
          new MetricsApi(
              registry, new DeliveryBacklog(database, bank.clock), bank.broker.processors());
      Javalin server =
          Javalin.create(config -> {
            config.jetty.port = 0;
            api.register(config.routes);
          });
      server.start();
      // A registry refers weakly to what it measures, unless told otherwise.
      System.gc();
      try {
        assertThat(get("http://localhost:" + server.port() + "/metrics"))
            .contains(
                "tidings_delivery_backlog 1.0",
                "tidings_delivery_oldest_due_seconds 90.0",
                "tidings_processor_backlog{processor=\"notification\"} 1.0",
                "tidings_processor_dead_letters{processor=\"notification\"} 0.0",
                "jvm_memory_used_bytes");
      } finally {
        server.stop();
      }
    }
  }

  @Test
  void attemptsAreCountedAndTimedWithABoundedNumberOfSubscriptions() {
    SettableClock clock = new SettableClock();
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    DeliveryMeters meters = new DeliveryMeters(registry, clock);
    Instant due = clock.instant();
    clock.advance(Duration.ofMillis(7));
    for (int n = 0; n <= DeliveryMeters.SUBSCRIPTIONS_MAX; n++) {
      meters.attempted("s" + n, new Queued("jti", "a", n, due), delivered());
    }
    meters.signed(Duration.ofMillis(3));

    String text = registry.scrape();
    assertThat(text)
        .contains(
            "tidings_delivery_attempts_total{outcome=\"DELIVERED\"} 101.0",
            "tidings_delivery_acknowledged_seconds_bucket{subscription=\"s0\",le=\"0.01\"} 1",
            "tidings_delivery_acknowledged_seconds_count{subscription=\"other\"} 1",
            "tidings_set_signing_seconds_count 1");
  }

  private static AttemptResult delivered() {
    return new AttemptResult.Settled(NotificationStatus.DELIVERED, AttemptResult.Sign.WELL);
  }

  private static String get(String url) throws IOException {
    try (Response response =
        new OkHttpClient().newCall(new Request.Builder().url(url).build()).execute()) {
      return response.body().string();
    }
  }
}
