package dev.tidings.bank.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.bank.http.ApiException;
import dev.tidings.openbanking.Permission;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PermissionRulesTest {

  @Test
  void aRepeatedCodeCountsOnce() {
    assertThat(PermissionRules.parse(List.of("ReadAccountsBasic", "ReadAccountsBasic")))
        .containsExactly(Permission.ReadAccountsBasic);
  }

  @Test
  void everythingTogetherIsAllowed() {
    List<String> all = Arrays.stream(Permission.values()).map(Permission::name).toList();
    assertThat(PermissionRules.parse(all)).hasSize(21);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ReadBalances",
        "ReadAccountsBasic,ReadEverything",
        "ReadAccountsBasic,readbalances",
        "ReadAccountsBasic,",
        "ReadAccountsBasic,ReadTransactionsBasic",
        "ReadAccountsBasic,ReadTransactionsDetail",
        "ReadAccountsBasic,ReadTransactionsCredits",
        "ReadAccountsDetail,ReadTransactionsCredits,ReadTransactionsDebits",
      })
  void whatMakesNoSenseTogetherIsRefused(String codes) {
    assertRefused(List.of(codes.split(",", -1)));
  }

  @Test
  void noneAndFarTooManyAreRefused() {
    assertRefused(List.of());
    assertRefused(Collections.nCopies(PermissionRules.CODES_MAX + 1, "ReadAccountsBasic"));
  }

  private static void assertRefused(List<String> codes) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> PermissionRules.parse(codes))
        .satisfies(e -> assertThat(e.status()).isEqualTo(400))
        .satisfies(e -> assertThat(e.errors().getFirst().path()).isEqualTo("Data.Permissions"));
  }
}
