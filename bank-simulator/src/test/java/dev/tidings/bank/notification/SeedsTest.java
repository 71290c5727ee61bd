package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SeedsTest {

  @Test
  void withoutAWordThereAreFiveHundredWorldsOrMoreAndOneInTenIsOnPostgres() {
    Seeds seeds = seeds(Map.of());

    assertThat(seeds.count()).isGreaterThanOrEqualTo(500);
    assertThat(seeds.onPostgres()).isEqualTo(seeds.count() / 10);
  }

  @Test
  void allCanBeOnOneDatabase() {
    assertThat(seeds(Map.of(Seeds.COUNT, "7", Seeds.FROM, "9", Seeds.DATABASE, "h2")))
        .isEqualTo(new Seeds(7, 0, 9));
    assertThat(seeds(Map.of(Seeds.COUNT, "7", Seeds.FROM, "9", Seeds.DATABASE, "postgres")))
        .isEqualTo(new Seeds(0, 7, 9));
  }

  @Test
  void whatIsMistypedOrWouldMakeNoWorldIsRefusedInWords() {
    for (String count : new String[] {"0", "-1", "many", "", "1e3"}) {
      assertThatThrownBy(() -> seeds(Map.of(Seeds.COUNT, count)))
          .hasMessageContaining("tidings.seeds is a whole number from 1 to");
    }
    assertThatThrownBy(() -> seeds(Map.of(Seeds.FROM, "first")))
        .hasMessageContaining("tidings.seed is a whole number from 0 to");
    assertThatThrownBy(() -> seeds(Map.of(Seeds.DATABASE, "H2")))
        .hasMessage("tidings.seed.db is h2, postgres or both, and not H2");
  }

  private static Seeds seeds(Map<String, String> properties) {
    return Seeds.of(properties::get);
  }
}
