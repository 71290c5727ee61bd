package dev.tidings.tpp.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.ViewChanges.Notice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveStreamTest {

  @Test
  void whoConnectsIsSentTheWholeViewAtOnce() {
    try (WebServer server = new WebServer(WebServer.EVENTS_ONLY);
        EventStream stream = new EventStream(server)) {
      assertThat(stream.response.header("Content-Type")).startsWith("text/event-stream");
      assertThat(stream.response.header("Cache-Control")).isEqualTo("no-store");

      assertThat(stream.next("view"))
          .startsWith("<div id=\"live\"")
          .contains("id=\"account-acc-1\"", "data-balance=\"1246.50\"");
    }
  }

  @Test
  void aChangeIsSentAsTheNewViewAndThenInFiguresForPrograms() throws IOException {
    try (WebServer server = new WebServer(WebServer.EVENTS_ONLY);
        EventStream stream = new EventStream(server)) {
      stream.next("view");

      happens(server, SampleViews.change(7, 124_650, 125_890));

      assertThat(stream.next("view")).contains("data-balance=\"1258.90\"");
      JsonNode change = OpenBankingJson.readTree(stream.next("change"));
      assertThat(change.get("sequence").asLong()).isEqualTo(7);
      assertThat(change.get("text").asText()).isEqualTo("+£12.40 from Alder Bank");
      assertThat(change.get("moved").asText()).isEqualTo("12.40");
      assertThat(change.get("eventAfterMs").asLong()).isEqualTo(12);
      assertThat(change.get("viewAfterMs").asLong()).isEqualTo(38);
    }
  }

  @Test
  void aChangeIsRenderedOnceForAllClients() {
    try (WebServer server = new WebServer(WebServer.EVENTS_ONLY)) {
      List<EventStream> streams = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        EventStream stream = new EventStream(server);
        stream.next("view");
        streams.add(stream);
      }
      happens(server, SampleViews.change(1, 124_650, 125_890));
      streams.forEach(stream -> stream.next("change"));
      int before = server.viewReads.get();

      happens(server, SampleViews.change(2, 125_890, 126_000));
      streams.forEach(stream -> stream.next("change"));

      assertThat(server.viewReads.get() - before).isEqualTo(1);
      streams.forEach(EventStream::close);
    }
  }

  @Test
  void nothingIsRenderedWhileNobodyLooks() {
    try (WebServer server = new WebServer(WebServer.EVENTS_ONLY)) {
      happens(server, SampleViews.change(1, 124_650, 125_890));
      server.notices.tell(new Notice.Touched());

      try (EventStream stream = new EventStream(server)) {
        stream.next("view");
      }
      assertThat(server.viewReads).hasValue(1);
    }
  }

  @Test
  void aBrowserThatDoesNotReadDelaysNoOther() throws IOException {
    try (WebServer server = new WebServer(WebServer.EVENTS_ONLY);
        Socket hanging = connectWithoutReading(server);
        EventStream quick = new EventStream(server)) {
      assertThat(hanging.isConnected()).isTrue();
      quick.next("view");
      int frames = 400; // some 7 MB: more than the hanging one's socket takes

      for (int number = 1; number <= frames; number++) {
        happens(server, SampleViews.change(number, number, number + 1L));
        assertThat(quick.next("change")).contains("\"sequence\":" + number + ",");
      }
    }
  }

  @Test
  void oneClientTooManyIsToldToComeBackLater() {
    StreamPace one = forOne(Duration.ofHours(1), Duration.ofHours(1));
    try (WebServer server = new WebServer(one);
        EventStream first = new EventStream(server);
        Response second = server.get("/api/stream")) {
      first.next("view");

      assertThat(second.code()).isEqualTo(503);
      assertThat(second.header("Retry-After")).isNotNull();
    }
  }

  @Test
  void aPlaceIsFreeAgainOnceItsClientIsFoundGone() {
    StreamPace one = forOne(Duration.ofMillis(10), Duration.ofHours(1));
    try (WebServer server = new WebServer(one)) {
      new EventStream(server).close();

      int code = 503;
      while (code == 503) { // heartbeats find out; the test's own time limit ends this
        try (EventStream next = new EventStream(server)) {
          code = next.response.code();
        }
      }
      assertThat(code).isEqualTo(200);
    }
  }

  @Test
  void silenceIsFilledWithHeartbeats() {
    StreamPace quick = forOne(Duration.ofMillis(10), Duration.ofHours(1));
    try (WebServer server = new WebServer(quick);
        EventStream stream = new EventStream(server)) {
      assertThat(stream.next("")).isEmpty();
    }
  }

  @Test
  void afterChangesItIsSaidOnceThatNothingChangesAnyMore() {
    StreamPace quick = forOne(Duration.ofHours(1), Duration.ofMillis(10));
    try (WebServer server = new WebServer(quick);
        EventStream stream = new EventStream(server)) {
      stream.next("view");
      happens(server, SampleViews.change(1, 124_650, 125_890));
      stream.next("change");
      stream.next("settled");

      for (int frames = 0; frames < 5; frames++) {
        assertThat(requireNonNull(stream.next()).name()).isEqualTo("view");
      }
    }
  }

  @Test
  void countersThatGrowWithTimeAloneAreShownWithoutANotice() {
    StreamPace quick = forOne(Duration.ofHours(1), Duration.ofMillis(10));
    try (WebServer server = new WebServer(quick);
        EventStream stream = new EventStream(server)) {
      stream.next("view");
      assertThat(stream.next("view")).contains("id=\"meter\"");
    }
  }

  @Test
  void closingEndsEveryStreamCleanly() {
    try (WebServer server = new WebServer(WebServer.EVENTS_ONLY);
        EventStream stream = new EventStream(server)) {
      stream.next("view");

      server.closeWeb();

      assertThat(stream.next()).isNull();
      try (Response refused = server.get("/api/stream")) {
        assertThat(refused.code()).isEqualTo(503);
      }
    }
  }

  @Test
  void aViewThatCannotBeReadIsTriedAgainAtTheNextNotice() {
    try (WebServer server = new WebServer(WebServer.EVENTS_ONLY);
        EventStream stream = new EventStream(server)) {
      stream.next("view");
      server.failNextRead();

      server.notices.tell(new Notice.Touched());
      server.awaitFailedRead();
      happens(server, SampleViews.change(3, 124_650, 125_890));

      assertThat(stream.next("view")).contains("1258.90");
    }
  }

  /** For one client, as quick as it can be but for these. */
  private static StreamPace forOne(Duration heartbeat, Duration idleFrame) {
    return new StreamPace(1, heartbeat, idleFrame, Duration.ofMillis(1), Duration.ZERO);
  }

  private static void happens(WebServer server, Change change) {
    server.view.set(SampleViews.connected(SampleViews.NOW, change.after().minor()));
    server.changes.set(List.of(change));
    server.notices.tell(new Notice.Refreshed(change));
  }

  private static Socket connectWithoutReading(WebServer server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket
        .getOutputStream()
        .write(
            "GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
