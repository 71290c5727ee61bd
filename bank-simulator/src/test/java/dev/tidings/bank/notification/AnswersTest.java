package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.persistence.TestDatabase;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One row for every status, header and fault: what becomes of the notification. */
class AnswersTest {

  private static final DeliveryPolicy POLICY = DeliveryPolicy.standard();

  /** Long enough for the beginning of an answer, also on a busy machine. */
  private static final Duration BREAK_OFF_AFTER = Duration.ofSeconds(2);

  private static final Duration FIRST = POLICY.backoff().first();
  private static final String LONG_ERROR =
      "{\"err\":\"invalid_request\",\"description\":\"%s\"}"
          .formatted("x".repeat(POLICY.answerBytesMax()));
  private static final String SET_ERROR = "{\"err\":\"invalid_audience\",\"description\":\"no\"}";

  private final Database database = TestDatabase.inMemory();
  private final TestBank bank = new TestBank(database, POLICY);
  private Receiver receiver;
  private String subscriptionId;

  @BeforeEach
  void start() throws IOException {
    receiver = new Receiver();
    bank.give("tpp", Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances), "a");
    subscriptionId = bank.subscribe("tpp", receiver.url());
  }

  @AfterEach
  void stop() {
    receiver.close();
    bank.close();
    database.close();
  }

  static Stream<Row> rows() {
    return Stream.of(
        done(200, ""),
        done(201, ""),
        done(202, ""),
        done(204, ""),
        done(202, "lies: a body where none belongs"),
        retry("301", status(301).setHeader("Location", "http://127.0.0.1:1/elsewhere")),
        retry("302", status(302).setHeader("Location", "/other")),
        retry("303", status(303).setHeader("Location", "/other")),
        retry("307", status(307).setHeader("Location", "/other")),
        retry("308", status(308).setHeader("Location", "/other")),
        retry("304", status(304)),
        row("400 with a SET error", status(400).body(SET_ERROR), "UNDELIVERABLE", 400, null),
        row("400 with err only", status(400).body("{\"err\":\"x\"}"), "UNDELIVERABLE", 400, null),
        row(
            "400 with a long description",
            status(400).body(LONG_ERROR),
            "UNDELIVERABLE",
            400,
            null),
        retry("400 with err below", status(400).body("{\"a\":{\"err\":\"x\"}}")),
        retry("400 with half an err", status(400).body("{\"err\":\"invalid_requ")),
        retry("400 without a body", status(400)),
        retry("400 with prose", status(400).body("no")),
        retry("400 with other JSON", status(400).body("{\"error\":\"no\"}")),
        retry("400 with err that is no text", status(400).body("{\"err\":7}")),
        retry("401", status(401).setHeader("WWW-Authenticate", "Basic")),
        retry("403", status(403)),
        retry("404", status(404)),
        retry("405", status(405)),
        retry("408", status(408)),
        retry("409", status(409)),
        row("410", status(410), "DISABLED", 410, null),
        retry("413", status(413)),
        retry("415", status(415)),
        retry("422 with a SET error", status(422).body(SET_ERROR)),
        retry("429", status(429)),
        retry("500", status(500)),
        retry("500 and a large body", status(500).body("x".repeat(1_000_000))),
        retry("500 and control characters", status(500).body("a\u0000b\nc")),
        retry("501", status(501)),
        retry("502", status(502)),
        retry("503", status(503)),
        retry("504", status(504)),
        retry("599", status(599)),
        pause("429 and seconds", 429, "120", Duration.ofMinutes(2)),
        pause("503 and seconds", 503, " 120 ", Duration.ofMinutes(2)),
        pause("503 and a date", 503, date(300), Duration.ofMinutes(5)),
        pause("503 and a past date", 503, date(-300), null),
        pause("503 and zero", 503, "0", null),
        pause("503 and too long", 503, "999999999", RetryAfter.PAUSE_MAX),
        pause("503 and far too long", 503, "99999999999999999999", RetryAfter.PAUSE_MAX),
        pause("503 and a far date", 503, date(9_999_999), RetryAfter.PAUSE_MAX),
        pause("503 and nonsense", 503, "soon", null),
        pause("503 and a negative number", 503, "-5", null),
        row(
            "202, then silence",
            status(202).body("begun").onResponseBody(SocketEffect.Stall.INSTANCE),
            "DELIVERED",
            202,
            null),
        fault("connection dropped at once", new SocketEffect.CloseSocket()),
        fault("connection dropped without a word", SocketEffect.ShutdownConnection.INSTANCE),
        row(
            "410, then the connection drops",
            status(410).body("gone").onResponseBody(new SocketEffect.CloseSocket()),
            "DISABLED",
            410,
            null));
  }

  static Stream<Row> rowsWithoutAnEnd() {
    return Stream.of(
        row(
            "500, then a trickle",
            status(500).body("x".repeat(100)).throttleBody(1, 1, TimeUnit.SECONDS),
            "RETRY",
            500,
            null),
        fault("no answer", SocketEffect.Stall.INSTANCE),
        row(
            "headers, then silence",
            status(503).body("begun").onResponseBody(SocketEffect.Stall.INSTANCE),
            "RETRY",
            503,
            null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void anAnswerDecides(Row row) {
    decides(row, bank);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rowsWithoutAnEnd")
  void anAnswerThatDoesNotEndDecidesWhenItIsBrokenOff(Row row) {
    try (TestBank impatient = bank.another("node-2", POLICY.withCallTimeout(BREAK_OFF_AFTER))) {
      decides(row, impatient);
    }
  }

  private void decides(Row row, TestBank sender) {
    receiver.answers(_ -> row.answer.apply(bank.clock.instant()).build());
    sender.balanceChanged("a", 1);
    sender.step();
    AttemptResult result = sender.nextAttempt().result();

    assertThat(receiver.waiting()).as("requests").isEqualTo(1);
    assertThat(attempts()).containsExactly("1 " + row.status + " " + row.outcome);
    assertThat(bank.statuses())
        .containsExactly(
            "a 1 "
                + switch (row.outcome) {
                  case "DELIVERED" -> "DELIVERED";
                  case "UNDELIVERABLE" -> "UNDELIVERABLE";
                  default -> "PENDING";
                });
    if (result instanceof AttemptResult.RetryAt retry) {
      Duration wait = Duration.between(bank.clock.instant(), retry.dueAt());
      if (row.pause == null) {
        assertThat(wait).isBetween(FIRST.dividedBy(2), FIRST);
      } else {
        assertThat(wait).isEqualTo(row.pause);
      }
    }
    assertThat(disabledReason() != null).isEqualTo(row.outcome.equals("DISABLED"));
  }

  @Test
  void howAnAnswerBeginsIsKeptEvenIfItShouldBeEmpty() {
    receiver.answers(_ -> status(202).body("queued as 7 " + "x".repeat(1_000_000)).build());
    bank.balanceChanged("a", 1);
    bank.step();
    bank.nextAttempt();

    assertThat(answer()).startsWith("queued as 7 x").hasSize(DeliveryAttempt.ANSWER_LENGTH_MAX);
  }

  @Test
  void aRefusedConnectionIsAFailureLikeOthers() {
    receiver.close();
    bank.balanceChanged("a", 1);
    bank.step();

    assertThat(bank.nextAttempt().result()).isInstanceOf(AttemptResult.RetryAt.class);
    assertThat(attempts()).containsExactly("1 null RETRY");
  }

  @Test
  void afterGoneNothingLeavesAnyMoreAndTheReasonIsKept() {
    receiver.answers(_ -> status(410).body("no longer a customer").build());
    bank.balanceChanged("a", 1);
    bank.balanceChanged("a", 2);
    bank.step();
    bank.nextAttempt();
    bank.clock.advance(POLICY.backoff().longest());
    bank.step();
    bank.balanceChanged("a", 3);
    bank.step();

    assertThat(receiver.waiting()).isEqualTo(1);
    assertThat(disabledReason()).isEqualTo("answered 410 no longer a customer");
    assertThat(bank.statuses()).containsExactly("a 1 PENDING", "a 2 PENDING", "a 3 PENDING");
  }

  private String answer() {
    return database.read(
        handle -> handle.select("select answer from delivery_attempt").mapTo(String.class).one());
  }

  private List<String> attempts() {
    return database.read(handle ->
        handle
            .select("select attempt, status, outcome from delivery_attempt order by attempt")
            .map((row, ctx) -> row.getInt(1) + " " + row.getString(2) + " " + row.getString(3))
            .list());
  }

  private @Nullable String disabledReason() {
    return database.read(handle ->
        handle
            .select(
                "select coalesce(disabled_reason, '') from event_subscription"
                    + " where subscription_id = ?",
                subscriptionId)
            .mapTo(String.class)
            .filter(reason -> !reason.isEmpty())
            .findFirst()
            .orElse(null));
  }

  private static MockResponse.Builder status(int status) {
    return new MockResponse.Builder().code(status);
  }

  private static String date(long secondsFromStart) {
    return "+" + secondsFromStart; // made a date when it is answered
  }

  private static Row done(int status, String body) {
    return row(status + " " + body, status(status).body(body), "DELIVERED", status, null);
  }

  private static Row retry(String name, MockResponse.Builder answer) {
    return row(name, answer, "RETRY", answer.getCode(), null);
  }

  /** A text such as {@code +300} is sent as the date so many seconds from now. */
  private static Row pause(String name, int status, String text, @Nullable Duration pause) {
    Function<Instant, MockResponse.Builder> answer =
        now -> {
          String value =
              text.startsWith("+")
                  ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
                      now.plusSeconds(Long.parseLong(text.substring(1))).atOffset(ZoneOffset.UTC))
                  : text;
          return status(status).setHeader("Retry-After", value);
        };
    return new Row(name, answer, "RETRY", status, pause);
  }

  private static Row fault(String name, SocketEffect effect) {
    return row(name, status(202).onResponseStart(effect), "RETRY", null, null);
  }

  private static Row row(
      String name,
      MockResponse.Builder answer,
      String outcome,
      @Nullable Integer status,
      @Nullable Duration pause) {
    return new Row(name, _ -> answer, outcome, status, pause);
  }

  record Row(
      String name,
      Function<Instant, MockResponse.Builder> answer,
      String outcome,
      @Nullable Integer status,
      @Nullable Duration pause) {

    @Override
    public String toString() {
      return name;
    }
  }
}
