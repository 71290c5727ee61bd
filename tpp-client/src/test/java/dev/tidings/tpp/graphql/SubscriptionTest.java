package dev.tidings.tpp.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.tpp.graphql.GraphQlServer.Stream;
import dev.tidings.tpp.support.Await;
import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.ViewChanges.Notice;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SubscriptionTest {

  private static final String CHANGES =
      "subscription { changes { sequence text account { name balance { amount } } } }";

  private GraphQlServer server;

  @BeforeEach
  void start() {
    server = new GraphQlServer(Limits.RUNS_FOR_MAX, 5);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSubscriberIsToldOfEachChangeInTheFieldsThatItChose() {
    try (Stream stream = server.subscribe(CHANGES)) {
      assertThat(stream.response.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/event-stream");

      happens(1);
      assertThat(stream.next())
          .isEqualTo(
              """
              next {"data":{"changes":{"sequence":1,"text":"+£0.01 from Alder Bank","account":\
              {"name":"Account A1","balance":{"amount":"100.00"}}}}}\
              """);
      happens(2);
      assertThat(stream.next()).contains("\"sequence\":2");

      server.closeGraphQl();
      assertThat(stream.next()).isEqualTo("complete");
    }
  }

  @Test
  void whatAChangeMakesNewIsReadOnceForAllSubscribers() {
    List<Stream> streams = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      streams.add(server.subscribe(CHANGES.replace("text", i % 2 == 0 ? "text" : "eventId")));
    }
    int before = server.viewReads.get();

    happens(1);
    streams.forEach(stream -> assertThat(stream.next()).contains("\"sequence\":1"));

    assertThat(server.viewReads.get() - before).isEqualTo(1);
    streams.forEach(Stream::close);
  }

  @Test
  void oneSubscriptionTooManyIsToldToComeBackLaterAndAPlaceIsFreeAgain() {
    List<Stream> streams = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      streams.add(server.subscribe(CHANGES));
    }
    try (Stream refused = server.subscribe(CHANGES)) {
      assertThat(refused.response.statusCode()).isEqualTo(503);
      assertThat(refused.response.headers().firstValue("Retry-After")).isPresent();
    }
    streams.forEach(Stream::close);

    Await.until(
        "a place is free",
        () -> {
          happens(1); // writing finds out who is gone
          try (Stream next = server.subscribe(CHANGES)) {
            return next.response.statusCode() == 200;
          }
        });
  }

  @Test
  void whatIsWrongWithASubscriptionIsToldOnItsStream() {
    for (String wrong :
        List.of(
            "subscription { nothing }",
            "subscription { a: changes { text } b: changes { text } }",
            "subscription { __typename }",
            "subscription { changes { " + "account { bank { name } } ".repeat(300) + "} }")) {
      try (Stream stream = server.subscribe(wrong)) {
        assertThat(stream.response.statusCode()).isEqualTo(200);
        assertThat(stream.next()).startsWith("next {\"errors\":[");
        assertThat(stream.next()).isIn("complete", "");
      }
    }
  }

  @Test
  void aQueryMayBeAStreamToo() {
    try (Stream stream = server.subscribe("{ asOf }")) {
      assertThat(stream.next()).isEqualTo("next {\"data\":{\"asOf\":\"2026-11-23T10:00:00Z\"}}");
    }
  }

  @Test
  void aSubscriptionWithoutAStreamIsRefused() {
    HttpResponse<String> answer = server.post(CHANGES, Map.of(), GraphQlServer.RESPONSE);

    assertThat(answer.statusCode()).isEqualTo(406);
    JsonNode error = GraphQlServer.json(answer.body()).at("/errors/0");
    assertThat(error.at("/extensions/code").asText()).isEqualTo("NOT_A_STREAM");
  }

  @Test
  void hostileTextIsOnlyJson() {
    try (Stream stream = server.subscribe("subscription { changes { description } }")) {
      Change change = GraphQlServer.change(1);
      server.notices.tell(
          new Notice.Refreshed(
              new Change(
                  1,
                  change.bank(),
                  change.accountId(),
                  change.accountName(),
                  change.eventId(),
                  1,
                  change.occurredAt(),
                  change.receivedAt(),
                  change.refreshedAt(),
                  2,
                  change.before(),
                  change.after(),
                  "x\n\nevent: complete\ndata: <script>alert(1)</script>\"")));

      assertThat(stream.next())
          .isEqualTo(
              "next {\"data\":{\"changes\":{\"description\":"
                  + "\"x\\n\\nevent: complete\\ndata: <script>alert(1)</script>\\\"\"}}}");
    }
  }

  private void happens(int sequence) {
    server.notices.tell(new Notice.Refreshed(GraphQlServer.change(sequence)));
  }
}
