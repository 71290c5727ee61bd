package dev.tidings.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells people to do with {@code curl}, and where they must not get in. */
class CurlWalkIT {

  private static final String AISP = "/open-banking/v4.0/aisp";

  @TempDir Path data;
  private Program program;
  private BankClient bank;

  @BeforeEach
  void start() {
    program = Installation.find().startBank("Walk Bank", 0, data.resolve("bank"), 1, "off");
    bank = new BankClient(program.awaitReady(), new Http());
  }

  @AfterEach
  void stop() {
    program.close();
  }

  @Test
  void a_token_reads_what_its_permissions_allow_and_no_more() {
    String token = token("ReadAccountsDetail", "ReadBalances");
    JsonNode accounts = bank.http().get(aisp("/accounts"), token).expect(200).json();
    String account = accounts.at("/Data/Account/0/AccountId").asText();

    assertThat(bank.http().get(aisp("/accounts/" + account + "/balances"), token).status())
        .isEqualTo(200);
    assertThat(bank.http().get(aisp("/accounts/" + account + "/transactions"), token).status())
        .isEqualTo(403);
    assertThat(
            bank.http()
                .get(aisp("/accounts/" + account + "/balances"), token("ReadAccountsDetail"))
                .status())
        .isEqualTo(403);
    assertThat(bank.http().get(aisp("/accounts")).status()).isEqualTo(401);
    assertThat(bank.http().get(aisp("/accounts"), "not-a-token").status()).isEqualTo(401);
  }

  @Test
  void after_the_customer_revokes_the_token_reads_nothing() {
    JsonNode token = bank.token("amelia", List.of("ReadAccountsBasic", "ReadBalances"));
    String bearer = token.path("access_token").asText();
    assertThat(bank.http().get(aisp("/balances"), bearer).status()).isEqualTo(200);

    bank.revoke(token.path("consent_id").asText());

    assertThat(bank.http().get(aisp("/balances"), bearer).status()).isEqualTo(403);
    assertThat(bank.http().get(aisp("/accounts"), bearer).status()).isEqualTo(403);
  }

  private String token(String... permissions) {
    return bank.token("amelia", List.of(permissions)).path("access_token").asText();
  }

  private URI aisp(String path) {
    return bank.address().resolve(AISP + path);
  }
}
