package dev.tidings.bank.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.accountinfo.AccessRecord;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.ledger.Books;
import dev.tidings.bank.ledger.InternalAccount;
import dev.tidings.bank.ledger.Ledger;
import dev.tidings.bank.ledger.Posting;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.oauth.Clients;
import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.bank.trace.Traces;
import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import io.javalin.Javalin;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EventPagesTest {

  private final SettableClock clock = new SettableClock();
  private final OkHttpClient client = new OkHttpClient();
  private Database database;
  private Traces traces;
  private Javalin server;

  @BeforeEach
  void start() {
    database = TestDatabase.inMemory();
    Books.open(database, "GBP", "a1");
    traces = new Traces(database, new Clients(clock), new AccessRecord(clock));
    server =
        Javalin.create(config -> {
          config.jetty.port = 0;
          new EventPages("Alder Bank", traces).register(config.routes);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
    database.close();
  }

  @Test
  void theListLeadsToTheStoryOfAChange() throws IOException {
    post("<b>Coffee</b>");
    String eventId = traces.latest(null, 1).getFirst().change().eventId();

    assertThat(get("/console/events"))
        .contains("/console/events/" + eventId, "&lt;b&gt;Coffee", "-12.40 GBP")
        .doesNotContain("<b>Coffee", "<script");
    assertThat(get("/console/events/" + eventId))
        .contains("Balance changed", eventId, "-12.40 GBP", "waits for notification")
        .doesNotContain("<script");
  }

  @Test
  void aProcessorThatHasGivenUpIsNamedWithItsReason() throws IOException {
    post("Coffee");
    String eventId = traces.latest(null, 1).getFirst().change().eventId();
    database.useTransaction(unit -> {
      unit.handle()
          .execute(
              "insert into processor (name, begun_at, caught_up) values ('notification', ?, true)",
              clock.instant());
      unit.handle()
          .execute(
              """
              insert into processor_dead_letter
                (processor, event_id, attempts, last_error, given_up_at)
              values ('notification', ?, 20, '<i>no key', ?)
              """,
              eventId,
              clock.instant());
    });

    assertThat(get("/console/events")).contains("given up by the bank");
    assertThat(get("/console/events/" + eventId))
        .contains("given up after 20 attempts: &lt;i&gt;no key");
  }

  @Test
  void onlyAPageThatFollowsComesAgainByItself() throws IOException {
    assertThat(get("/console/events")).doesNotContain("http-equiv");
    assertThat(get("/console/events?follow=1")).contains("http-equiv=\"refresh\"");
  }

  private void post(String description) {
    Posting posting =
        Posting.booked(
            "a1",
            new Money(1_240, "GBP"),
            CreditDebitIndicator.Debit,
            Posting.Details.payment(Transaction.Kind.OTHER, description, null, "TEST"),
            InternalAccount.CLEARING);
    Ledger ledger = new Ledger(new EventLog(clock), clock);
    database.useTransaction(unit -> ledger.post(unit, posting, "interaction"));
  }

  private String get(String path) throws IOException {
    String url = "http://localhost:" + server.port() + path;
    try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
      assertThat(response.code()).isEqualTo(200);
      return response.body().string();
    }
  }
}
