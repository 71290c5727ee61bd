package dev.tidings.bank.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether one TPP is told of an event, and why.
 *
 * @param subscription null when it has none
 * @param consentIds those that entitle it; empty when none does or none is needed
 * @param status of the consent that came nearest, null without one
 */
record Decision(
    String clientId,
    @Nullable Subscription subscription,
    Judgement verdict,
    List<String> consentIds,
    @Nullable String status) {

  /** The same with another end. */
  Decision but(Judgement other) {
    return new Decision(clientId, subscription, other, consentIds, status);
  }

  /** The same for one of its subscriptions. */
  Decision of(Subscription one) {
    return new Decision(clientId, one, verdict, consentIds, status);
  }
}
