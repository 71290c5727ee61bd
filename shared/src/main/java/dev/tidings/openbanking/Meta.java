package dev.tidings.openbanking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** About the payload. Source: OBIE R/W v4.0, Meta. */
public record Meta(
    @Nullable Integer totalPages,
    @Nullable Instant firstAvailableDateTime,
    @Nullable Instant lastAvailableDateTime) {

  public static Meta empty() {
    return new Meta(null, null, null);
  }

  public static Meta pages(int totalPages) {
    return new Meta(totalPages, null, null);
  }
}
