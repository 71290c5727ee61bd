package dev.tidings.openbanking;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Account access consent on the wire. Source: OBIE R/W v4.0, OBReadConsent1 and its response. */
public final class OBConsent {

  private OBConsent() {}

  /** What a TPP posts. */
  public record Request(RequestData data, Map<String, Object> risk) {

    public static Request of(RequestData data) {
      return new Request(data, Map.of());
    }
  }

  /** What the TPP asks for; null dates are open ended. */
  public record RequestData(
      List<Permission> permissions,
      @Nullable Instant expirationDateTime,
      @Nullable Instant transactionFromDateTime,
      @Nullable Instant transactionToDateTime) {}

  /** What the bank answers. */
  public record Response(ResponseData data, Map<String, Object> risk, Links links, Meta meta) {}

  /** The consent as it stands. */
  public record ResponseData(
      String consentId,
      Instant creationDateTime,
      ConsentStatus status,
      List<StatusReason> statusReason,
      Instant statusUpdateDateTime,
      List<Permission> permissions,
      @Nullable Instant expirationDateTime,
      @Nullable Instant transactionFromDateTime,
      @Nullable Instant transactionToDateTime) {}

  /** Why the consent has its status. Source: OBStatusReason. */
  public record StatusReason(
      String statusReasonCode, String statusReasonDescription, @Nullable String path) {}
}
