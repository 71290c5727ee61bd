package dev.tidings.acceptance.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.acceptance.system.AggregatorClient;
import dev.tidings.openbanking.Money;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** What the demo prints: the addresses, then one line a change. */
final class Terminal {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private Terminal() {}

  static void welcome(Demo demo) {
    String alder = demo.banks().getFirst().address().toString();
    String account =
        demo
            .banks()
            .getFirst()
            .accountsOf(demo.banks().getFirst().customerId(Demo.CUSTOMER))
            .stream()
            .filter(held -> held.available().currency().equals("GBP"))
            .findFirst()
            .orElseThrow()
            .accountId();
    System.out.printf(
        """

        Tidings is running, and %s is connected to both banks.

          unified view   %s
          Alder Bank     %s
          Birch Bank     %s

        Move some money and watch the page:

          curl -X POST %s/sandbox/accounts/%s/transactions \\
            -H 'Content-Type: application/json' \\
            -d '{"amount":"12.40","currency":"GBP","creditDebitIndicator":"Debit","description":"Coffee"}'

        Ctrl-C ends everything. Changes:
        %n\
        """,
        Demo.CUSTOMER,
        demo.aggregator().address(),
        alder,
        demo.banks().getLast().address(),
        alder,
        account);
  }

  static void prologue(Demo demo, Pace pace) {
    System.out.printf(
        """

        A day in the life of %s. Open this page and read along:

          %s

        %s
        %n\
        """,
        Demo.CUSTOMER,
        demo.aggregator().address(),
        pace.isStepByStep() ? "Enter goes on, Ctrl-C ends everything." : "Ctrl-C ends everything.");
  }

  static void epilogue(Demo demo) {
    AggregatorClient.MeterFigures meter = demo.aggregator().meter();
    System.out.printf(
        """

        The end: %d events, %d calls for data. Everything runs on; Ctrl-C ends it.
        %n\
        """,
        meter.eventsReceived(), meter.apiCalls());
  }

  static void change(JsonNode change) {
    System.out.println(line(change));
  }

  /** One change as a line: when, which bank, what moved, and how fast it came through. */
  static String line(JsonNode change) {
    int events = change.path("events").asInt();
    return "%s  %-11s %-18s %12s  %-30s event after %s · %d %s%s · view after %s"
        .formatted(
            LocalTime.ofInstant(
                    Instant.parse(change.path("refreshedAt").asText()), ZoneId.systemDefault())
                .format(TIME),
            change.path("bank").asText(),
            change.path("accountName").asText(),
            moved(change),
            change.path("description").asText(""),
            milliseconds(change.path("eventAfterMs")),
            change.path("apiCalls").asInt(),
            change.path("apiCalls").asInt() == 1 ? "call" : "calls",
            events > 1 ? " for " + events + " events" : "",
            milliseconds(change.path("viewAfterMs")));
  }

  private static String moved(JsonNode change) {
    String currency = change.path("currency").asText();
    Money after = Money.parse(change.path("after").asText(), currency);
    if (change.path("before").isMissingNode() || change.path("before").isNull()) {
      return after.decimal() + " " + currency;
    }
    // A pending payment that is booked moves nothing that the customer can use.
    Money moved = after.plus(Money.parse(change.path("before").asText(), currency).negate());
    return moved.minor() == 0
        ? "booked"
        : (moved.minor() > 0 ? "+" : "") + moved.decimal() + " " + currency;
  }

  private static String milliseconds(JsonNode json) {
    return json.isNumber() ? json.asLong() + " ms" : "?";
  }
}
