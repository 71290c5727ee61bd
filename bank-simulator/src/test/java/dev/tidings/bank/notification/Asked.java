package dev.tidings.bank.notification;

import dev.tidings.openbanking.Money;
import dev.tidings.securityevent.EventUrn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a receiver has asked for at each time, and what that means, written down once more. */
final class Asked {

  private final List<Stand> stands = new ArrayList<>();

  /**
   * So it is committed now.
   *
   * @param moment of the {@link Truth}
   * @param subscription null without one
   */
  void now(long moment, @Nullable Subscription subscription) {
    if (!Objects.equals(present(), subscription)) {
      stands.add(new Stand(moment, subscription));
    }
  }

  @Nullable Subscription present() {
    return stands.isEmpty() ? null : stands.getLast().subscription();
  }

  /** Whether it was asked for all the time since it happened, by one subscription. */
  boolean alwaysFor(Truth.Fact fact) {
    String id = null;
    for (int i = stands.size() - 1; i >= 0; i--) {
      Subscription subscription = stands.get(i).subscription();
      if (subscription == null
          || urns(subscription, fact).isEmpty()
          || isDisabled(subscription)
          || (id != null && !id.equals(subscription.subscriptionId()))) {
        return false;
      }
      if (stands.get(i).since() <= fact.moment()) {
        return true;
      }
      id = subscription.subscriptionId();
    }
    return false;
  }

  /** The events that are to be told of a fact; none for one that is not. */
  static Set<String> urns(Subscription asked, Truth.Fact fact) {
    Set<String> urns = new TreeSet<>(fact.urns());
    List<EventType> types = asked.eventTypes();
    if (types != null) {
      urns.retainAll(types.stream().map(EventType::urn).toList());
    }
    Stream stream = asked.stream();
    if (stream != null) {
      urns.remove(EventUrn.RESOURCE_UPDATE);
    }
    boolean tooLittle =
        !fact.isRevocation()
            && asked.extension().thresholds().movedAtLeast().stream()
                .mapToLong(Money::minor)
                .anyMatch(least -> fact.pence() < least);
    boolean removed = stream != null && stream.removedAccountIds().contains(fact.key());
    return tooLittle || removed ? Set.of() : urns;
  }

  /** Whether anything may be sent now. */
  static boolean isOpen(Subscription asked) {
    Stream stream = asked.stream();
    return stream == null || stream.status() == Stream.Status.ENABLED;
  }

  private static boolean isDisabled(Subscription asked) {
    Stream stream = asked.stream();
    return stream != null && stream.status() == Stream.Status.DISABLED;
  }

  private record Stand(long since, @Nullable Subscription subscription) {}
}
