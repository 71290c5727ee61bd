package dev.tidings.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.Await;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.Installation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the aggregator finds out from transactions alone, beside what the bank knows: its own lists
 * of standing orders and direct debits, which the aggregator has no permission to read.
 */
class InsightsIT {

  private static final Duration READ_WITHIN = Duration.ofSeconds(30);
  private static final List<String> AGREEMENTS =
      List.of("ReadAccountsDetail", "ReadStandingOrdersDetail", "ReadDirectDebits");

  @TempDir Path data;
  private Demo demo;

  @BeforeEach
  void start() {
    demo = new Demo(Installation.find(), data, Demo.Ports.free(), "off");
    demo.startPrograms();
  }

  @AfterEach
  void stop() {
    demo.close();
  }

  @Test
  void regular_payments_and_income_are_found_as_the_bank_has_agreed_them() {
    Map<String, String> employers =
        Map.of(
            "amelia", "Wrenfield Publishing",
            "noah", "The Lamplighter Inn",
            "george", "Foundry Workers Pension",
            "oliver", "Tidewater Logistics");
    BankClient bank = demo.banks().getFirst();
    for (String persona : List.of("amelia", "noah", "george", "oliver", "freya")) {
      demo.aggregator().connect(bank, persona);
      assertThat(Await.within(READ_WITHIN, () -> demo.aggregator().isSettled()))
          .as(persona + " is read")
          .isTrue();
      JsonNode insights = insights();

      assertThat(found(insights)).as(persona).isEqualTo(agreed(bank, persona));
      List<String> sources = insights.at("/affordability/sources").findValuesAsText("name");
      if (employers.containsKey(persona)) {
        assertThat(sources).as(persona).contains(employers.get(persona));
      } else {
        assertThat(sources).as(persona).containsExactly("Irregular income");
      }
    }
  }

  @Test
  void what_is_paid_to_insurers_is_what_left_for_them() {
    BankClient bank = demo.banks().getFirst();
    demo.aggregator().connect(bank, "george");
    Await.within(READ_WITHIN, () -> demo.aggregator().isSettled());

    JsonNode insurer = insights().at("/insurers/0");

    assertThat(insurer.path("name").asText()).isEqualTo("Beacon Hall Home Insurance");
    assertThat(insurer.path("rhythm").asText()).isEqualTo("MONTHLY");
    assertThat(agreed(bank, "george").getOrDefault("Beacon Hall Home Insurance", ""))
        .startsWith(insurer.path("payment").asText() + " ");
  }

  private JsonNode insights() {
    URI address = demo.aggregator().address().resolve("/api/insights");
    return demo.aggregator().http().get(address).expect(200).json();
  }

  /** By name: the last amount and the next day. */
  private static Map<String, String> found(JsonNode insights) {
    Map<String, String> found = new TreeMap<>();
    for (JsonNode one : insights.path("regular")) {
      String amount = one.path("amount").asText();
      if (amount.startsWith("-")) {
        found.put(one.path("name").asText(), amount.substring(1) + " " + one.path("next").asText());
      }
    }
    return found;
  }

  private static Map<String, String> agreed(BankClient bank, String persona) {
    String token = bank.token(persona, AGREEMENTS).path("access_token").asText();
    Map<String, String> agreed = new TreeMap<>();
    for (JsonNode one : list(bank, token, "standing-orders", "StandingOrder")) {
      agreed.put(
          one.at("/CreditorAccount/Name").asText(),
          one.at("/LastPaymentAmount/Amount").asText()
              + " "
              + one.path("NextPaymentDateTime").asText().substring(0, 10));
    }
    for (JsonNode one : list(bank, token, "direct-debits", "DirectDebit")) {
      agreed.put(
          one.path("Name").asText(),
          one.at("/PreviousPaymentAmount/Amount").asText()
              + " "
              + one.at("/MandateRelatedInformation/RecurringPaymentDateTime")
                  .asText()
                  .substring(0, 10));
    }
    return agreed;
  }

  private static JsonNode list(BankClient bank, String token, String path, String name) {
    URI address = bank.address().resolve("/open-banking/v4.0/aisp/" + path);
    return bank.http().get(address, token).expect(200).json().path("Data").path(name);
  }
}
