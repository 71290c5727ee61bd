package dev.tidings.bank.accountinfo;

import static dev.tidings.bank.accountinfo.SmallBank.CARD;
import static dev.tidings.bank.accountinfo.SmallBank.CURRENT;
import static dev.tidings.bank.accountinfo.SmallBank.START;
import static dev.tidings.bank.accountinfo.SmallBank.TPP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.consent.ConsentUse;
import dev.tidings.openbanking.Permission;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CountReadsTest {

  @Test
  void whatIsAnsweredCountsAndWhatIsRefusedDoesNot() {
    try (SmallBank bank = new SmallBank()) {
      String token =
          bank.customerToken(
              Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances), CURRENT);
      assertThat(bank.use(token)).isNull();
      assertThat(bank.get("/accounts", token).status()).isEqualTo(200);
      assertThat(bank.get("/accounts/" + CURRENT + "/balances", token).status()).isEqualTo(200);
      assertThat(bank.get("/accounts/" + CARD + "/balances", token).status()).isEqualTo(403);
      assertThat(bank.get("/transactions", token).status()).isEqualTo(403);
      assertThat(
              bank.get("/account-access-consents/" + bank.consentOf(token), bank.clientToken(TPP))
                  .status())
          .isEqualTo(200);
      assertThat(bank.use(token)).isEqualTo(new ConsentUse(2, START));
    }
  }
}
