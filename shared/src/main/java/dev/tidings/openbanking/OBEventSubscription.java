package dev.tidings.openbanking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Event subscription on the wire. Source: OBIE R/W v4.0, OBEventSubscription1 and its responses.
 */
public final class OBEventSubscription {

  private OBEventSubscription() {}

  /** What a TPP posts. */
  public record Request(RequestData data) {}

  /**
   * @param callbackUrl ends in {@code /v4.0/event-notifications}; null for poll only
   * @param version such as {@code 4.0}
   * @param eventTypes subscription names such as {@code UK.OBIE.Resource-Update}; null or empty for
   *     all
   */
  public record RequestData(
      @Nullable String callbackUrl, String version, @Nullable List<String> eventTypes) {}

  /**
   * A subscription as the bank keeps it.
   *
   * @param tidings what it asks for beyond the standard; null for nothing
   */
  public record ResponseData(
      String eventSubscriptionId,
      @Nullable String callbackUrl,
      String version,
      @Nullable List<String> eventTypes,
      @Nullable Extension tidings) {}

  /**
   * Ours, not the standard's.
   *
   * @param content {@code Balances} to be told them as well; null for the notification only
   * @param thresholds null to be told of every change
   */
  public record Extension(@Nullable String content, @Nullable Thresholds thresholds) {}

  /**
   * Which changes of a balance are worth telling: those for which one of these holds. Ours.
   *
   * @param movedAtLeast one a currency: how far a balance has moved, either way
   * @param crossed the balance was at or above it before and is below it now, or the reverse
   */
  public record Thresholds(@Nullable List<Amount> movedAtLeast, @Nullable List<Limit> crossed) {}

  /** A balance, with its sign. Ours. */
  public record Limit(Amount amount, CreditDebitIndicator creditDebitIndicator) {}

  /** The {@code Data} of a GET. */
  public record ListData(List<ResponseData> eventSubscription) {}
}
