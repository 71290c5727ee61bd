package dev.tidings.bank.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.broker.Broker;
import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.EventProcessor;
import dev.tidings.bank.broker.LoggedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator sees what a processor could not do, and lets it try again. */
final class SandboxProcessorsApiTest {

  private static final String PROCESSORS = "/sandbox/processors";
  private static final String DEAD_LETTERS = PROCESSORS + "/fragile/dead-letters";

  private final Fragile fragile = new Fragile();
  private SandboxServer bank;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    bank = new SandboxServer(folder, "127.0.0.1");
    bank.broker().register(fragile);
    JsonNode account = bank.get("/sandbox/accounts").json().at("/accounts/0");
    String transaction =
        "{\"amount\":\"1.00\",\"currency\":\"%s\",\"creditDebitIndicator\":\"Credit\",\"description\":\"x\"}"
            .formatted(account.path("currency").asText());
    bank.post(
        "/sandbox/accounts/" + account.path("accountId").asText() + "/transactions", transaction);
    for (int attempt = 0; attempt < Broker.ATTEMPTS_MAX; attempt++) {
      bank.broker().runOnce();
      bank.clock().advance(Broker.RETRY_BACKOFF.longest());
    }
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @Test
  void whatItGaveUpIsListedWithItsReason() throws IOException {
    JsonNode state = bank.get(PROCESSORS).json().at("/processors/0");
    assertThat(state.path("processor").asText()).isEqualTo("fragile");
    assertThat(state.path("deadLetters").asInt()).isEqualTo(1);
    assertThat(state.path("backlog").asInt()).isZero();
    JsonNode dead = dead();
    assertThat(dead.path("attempts").asInt()).isEqualTo(Broker.ATTEMPTS_MAX);
    assertThat(dead.path("error").asText()).contains("out of order");
    String eventId = dead.path("eventId").asText();
    assertThat(bank.get(DEAD_LETTERS + "/" + eventId).json()).isEqualTo(dead);
    JsonNode story = bank.get("/sandbox/events/" + eventId).json().at("/unfinished/0");
    assertThat(story.path("processor").asText()).isEqualTo("fragile");
    assertThat(story.has("dueAt")).isFalse();
  }

  @Test
  void onePutBackIsDone() throws IOException {
    String redrive = DEAD_LETTERS + "/" + dead().path("eventId").asText() + "/redrive";
    fragile.broken = false;
    assertThat(bank.post(redrive, "{}").json().path("redriven").asInt()).isEqualTo(1);
    bank.broker().runOnce();
    assertThat(fragile.done).hasValue(1);
    assertThat(bank.post(redrive, "{}").status()).isEqualTo(400);
  }

  @Test
  void thoseOfATimeArePutBack() throws IOException {
    String from = "{\"from\":\"%s\"}";
    String redrive = DEAD_LETTERS + "/redrive";
    assertThat(
            bank.post(redrive, from.formatted(bank.clock().instant()))
                .json()
                .path("redriven")
                .asInt())
        .isZero();
    JsonNode all = bank.post(redrive, from.formatted("2026-03-02T10:00:00Z")).json();
    assertThat(all.path("redriven").asInt()).isEqualTo(1);
    assertThat(all.path("moreAvailable").asBoolean()).isFalse();
    assertThat(bank.get(DEAD_LETTERS).json().path("deadLetters")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nobody/dead-letters",
        "/nobody/dead-letters/x",
        "/fragile/dead-letters/x",
      })
  void whatIsNotThereIsNotFound(String path) throws IOException {
    SandboxServer.Answer answer = bank.get(PROCESSORS + path);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/Errors/0/ErrorCode").asText()).isEqualTo("U011");
  }

  private JsonNode dead() throws IOException {
    return bank.get(DEAD_LETTERS).json().at("/deadLetters/0");
  }

  /** Fails until it is mended. */
  private static final class Fragile implements EventProcessor {

    final AtomicInteger done = new AtomicInteger();
    volatile boolean broken = true;

    @Override
    public String name() {
      return "fragile";
    }

    @Override
    public boolean interestedIn(BusinessEvent event) {
      return true;
    }

    @Override
    public Work prepare(LoggedEvent event) {
      if (broken) {
        throw new IllegalStateException("out of order");
      }
      return unit -> done.incrementAndGet();
    }
  }
}
