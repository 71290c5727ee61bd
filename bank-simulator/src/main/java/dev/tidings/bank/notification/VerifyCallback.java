package dev.tidings.bank.notification;

import dev.tidings.bank.http.ApiException;
import dev.tidings.openbanking.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks a callback whether somebody is there who takes SETs, before anything about a customer is
 * sent to it: by a verification event, once. Thread-safe.
 */
final class VerifyCallback {

  /** Asks nobody. */
  static final VerifyCallback NONE = new VerifyCallback(null, null);

  private final @Nullable SetIssuer setIssuer;
  private final @Nullable PushClient push;

  VerifyCallback(@Nullable SetIssuer setIssuer, @Nullable PushClient push) {
    this.setIssuer = setIssuer;
    this.push = push;
  }

  /**
   * @throws ApiException 400 when the endpoint does not take it; what it answers is not passed on
   */
  void require(Subscription subscription) {
    String url = subscription.callbackUrl();
    if (url == null || push == null || setIssuer == null) {
      return;
    }
    SetIssuer.Verification verification = setIssuer.verification(subscription);
    switch (push.push(url, verification.signedSet(), verification.jti())) {
      case PushOutcome.Accepted _ -> {}
      case PushOutcome.Refused refused ->
          throw refused("answered a verification event with " + refused.status());
      case PushOutcome.NoAnswer _ -> throw refused("did not answer a verification event");
    }
  }

  private static ApiException refused(String what) {
    return ApiException.badRequest(
        "Data.CallbackUrl", ErrorCode.FIELD_INVALID, "CallbackUrl " + what);
  }
}
