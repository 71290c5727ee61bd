package dev.tidings.openbanking;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bank offers to the holder of an account. Source: OBIE R/W v4.0, OBReadOffer1.
 *
 * @param rate percent a year
 */
public record OBOffer(
    String accountId,
    String offerId,
    String offerType,
    String description,
    Instant startDateTime,
    Instant endDateTime,
    @Nullable String rate,
    @Nullable String term,
    @JsonProperty("URL") @Nullable String url,
    @Nullable Amount amount,
    @Nullable Amount fee) {

  /** The {@code Data} of an offers answer. */
  public record Data(List<OBOffer> offer) {}
}
