package dev.tidings.openbanking;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account as the customer lets a TPP see it. Source: OBIE R/W v4.0, OBAccount6. */
public record OBAccount(
    String accountId,
    String status,
    Instant statusUpdateDateTime,
    String currency,
    String accountCategory,
    String accountTypeCode,
    @Nullable String description,
    @Nullable String nickname,
    @Nullable Instant openingDate,
    @Nullable List<Identification> account,
    @Nullable Servicer servicer) {

  /** The {@code Data} of an accounts answer. */
  public record Data(List<OBAccount> account) {}

  /** A number under which the account is known, and whose it is. */
  public record Identification(
      String schemeName,
      String identification,
      @Nullable String name,
      @Nullable String secondaryIdentification) {}

  /** The institution that keeps the account. */
  public record Servicer(String schemeName, String identification, @Nullable String name) {}
}
