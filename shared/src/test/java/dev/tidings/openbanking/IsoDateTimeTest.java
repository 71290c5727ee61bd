package dev.tidings.openbanking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoDateTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T10:43:07Z, 2026-11-23T10:43:07Z",
    "2026-11-23T10:43:07+00:00, 2026-11-23T10:43:07Z",
    "2026-11-23T10:43:07+01:00, 2026-11-23T09:43:07Z",
    "2026-11-23T10:43:07+0130, 2026-11-23T09:13:07Z",
    "2026-11-23T10:43:07-01, 2026-11-23T11:43:07Z",
    "2026-11-23T10:43Z, 2026-11-23T10:43:00Z",
    "2026-11-23T10:43:07.123456Z, 2026-11-23T10:43:07.123Z",
    "'2026-11-23T10:43:07,5Z', 2026-11-23T10:43:07.500Z"
  })
  void everyIsoVariationWithAZoneIsRead(String text, Instant moment) {
    assertThat(IsoDateTime.parse(text)).isEqualTo(moment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "2026-11-23",
        "2026-11-23T10:43:07",
        "2026-11-23 10:43:07Z",
        "2026-02-29T00:00:00Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T10:43:07+25:00",
        "2026-11-23T10:43:07 01:00",
        "+12026-11-23T10:43:07Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-01:00",
        "1763894587",
        "２026-11-23T10:43:07Z"
      })
  void whatIsNoMomentIsRefused(String text) {
    assertThatThrownBy(() -> IsoDateTime.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23, 2026-11-23T00:00:00Z",
    "2026-11-23T10:43:07, 2026-11-23T10:43:07Z",
    "2026-11-23T10:43, 2026-11-23T10:43:00Z",
    "2026-11-23T10:43:07+05:00, 2026-11-23T10:43:07Z",
    "2026-11-23T10:43:07 05:00, 2026-11-23T10:43:07Z"
  })
  void inAQueryTheZoneIsIgnoredAndTheTimeMayBeMissing(String text, Instant moment) {
    assertThat(IsoDateTime.parseInQuery(text)).isEqualTo(moment);
  }
}
