package dev.tidings.bank.accountinfo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.SettableClock;
import io.javalin.Javalin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

final class AccessRecordTest {

  private final SettableClock clock = new SettableClock();

  @Test
  void theCallsOfATppAboutAnAccountAreFoundInTheirTime() throws IOException {
    AccessRecord record = new AccessRecord(clock);
    Javalin server =
        Javalin.create(config -> {
          config.jetty.port = 0;
          record.register(config.routes);
          config.routes.get(
              ApiLinks.BASE + "/*",
              ctx -> {
                if (ctx.queryParam("as") != null) {
                  AccessRecord.calledBy(ctx, String.valueOf(ctx.queryParam("as")));
                }
              });
        });
    server.start();
    Instant before = clock.instant();
    try {
      call(server, "/accounts/a/balances?as=tpp");
      call(server, "/accounts/ab/balances?as=tpp");
      call(server, "/balances?as=tpp");
      call(server, "/accounts/a/balances?as=other");
      call(server, "/accounts/a/balances");
      call(server, "/account-access-consents?as=tpp");
      clock.advance(Duration.ofMinutes(1));
      call(server, "/accounts/a?as=tpp");
    } finally {
      server.stop();
    }

    List<AccessRecord.Call> calls =
        record.of("tpp", "a", before, before.plus(Duration.ofSeconds(30)), 10);
    assertThat(calls)
        .extracting(AccessRecord.Call::path)
        .containsExactly(ApiLinks.BASE + "/accounts/a/balances", ApiLinks.BASE + "/balances");
    assertThat(calls).allMatch(call -> call.status() == 200 && call.at().equals(before));
  }

  private static void call(Javalin server, String path) throws IOException {
    String url = "http://localhost:" + server.port() + ApiLinks.BASE + path;
    new OkHttpClient().newCall(new Request.Builder().url(url).build()).execute().close();
  }
}
