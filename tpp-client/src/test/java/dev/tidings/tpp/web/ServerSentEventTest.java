package dev.tidings.tpp.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ServerSentEventTest {

  @Test
  void lineEndsInsideDataStayInsideIt() {
    assertThat(new String(ServerSentEvent.of("view", "a\r\nb\rc\n"), StandardCharsets.UTF_8))
        .isEqualTo("event: view\ndata: a\ndata: b\ndata: c\ndata: \n\n");
  }
}
