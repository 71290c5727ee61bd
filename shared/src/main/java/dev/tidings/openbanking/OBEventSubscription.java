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

  /** A subscription as the bank keeps it. */
  public record ResponseData(
      String eventSubscriptionId,
      @Nullable String callbackUrl,
      String version,
      @Nullable List<String> eventTypes) {}

  /** The {@code Data} of a GET. */
  public record ListData(List<ResponseData> eventSubscription) {}
}
