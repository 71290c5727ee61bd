package dev.tidings.bank.notification;

import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.BusinessEvent.Alert;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.BusinessEvent.ConsentChanged;
import dev.tidings.bank.broker.BusinessEvent.ConsentRevoked;
import dev.tidings.bank.broker.BusinessEvent.LinkedAccountClosed;
import dev.tidings.bank.broker.LoggedEvent;
import dev.tidings.jose.SigningKey;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.persistence.TimedIds;
import dev.tidings.securityevent.Event;
import dev.tidings.securityevent.EventUrn;
import dev.tidings.securityevent.SecurityEvent;
import dev.tidings.securityevent.SetSigner;
import dev.tidings.securityevent.SharedSignal;
import dev.tidings.securityevent.SharedSignalSigner;
import dev.tidings.securityevent.SubjectId;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the SET that tells one subscription of one event. Thread-safe. */
final class SetIssuer {

  private final String issuer;
  private final SetContents contents;
  private final SetSigner signer;
  private final SharedSignalSigner signalSigner;
  private final InstantSource clock;

  SetIssuer(String issuer, Supplier<SigningKey> keys, InstantSource clock) {
    this.issuer = issuer;
    this.contents = new SetContents(issuer);
    this.signer = new SetSigner(keys, URI.create(issuer).getHost());
    this.signalSigner = new SharedSignalSigner(keys);
    this.clock = clock;
  }

  /** Whether any subscription could be told of it. */
  static boolean canTell(BusinessEvent event) {
    return switch (event) {
      case BalanceChanged _, Alert _, ConsentChanged _ -> true;
    };
  }

  /** {@link Judgement#TOLD}, or why the subscription asks for none of it. */
  Judgement judge(LoggedEvent logged, Subscription subscription) {
    if (events(logged, subscription, null).isEmpty()) {
      return Judgement.TYPE_NOT_SUBSCRIBED;
    }
    Stream stream = subscription.stream();
    if (stream != null && stream.status() == Stream.Status.DISABLED) {
      return Judgement.STREAM_DISABLED;
    }
    if (stream != null && stream.removedAccountIds().contains(accountOf(logged.event()))) {
      return Judgement.SUBJECT_REMOVED;
    }
    return logged.event() instanceof BalanceChanged changed
            && !subscription.extension().thresholds().let(changed.movement())
        ? Judgement.BELOW_THRESHOLDS
        : Judgement.TOLD;
  }

  /** Whether the SET has content, and so is made when it is sent. */
  boolean hasContent(LoggedEvent logged, Subscription subscription) {
    return subscription.extension().content()
        && logged.event() instanceof BalanceChanged
        && subscription.wants(EventType.BALANCE_CHANGE);
  }

  /**
   * What is queued for a subscription that wants it: signed, unless it has content.
   *
   * @param consentIds that entitle the TPP; at least one for a balance
   */
  Notification issue(LoggedEvent logged, Subscription subscription, List<String> consentIds) {
    return new Notification(
        jti(logged, subscription),
        logged,
        subscription,
        logged.event() instanceof ConsentChanged ? null : consentIds,
        hasContent(logged, subscription) ? null : sign(logged, subscription, null));
  }

  /**
   * The signed SET, for a subscription that wants it.
   *
   * @param content null for one that has none
   */
  String sign(
      LoggedEvent logged, Subscription subscription, BalanceContent.@Nullable Content content) {
    List<Event> events = events(logged, subscription, content == null ? null : balances(content));
    if (subscription.stream() != null) {
      return signalSigner.sign(signal(logged, subscription, events.getFirst()));
    }
    return signer.sign(
        new SecurityEvent(
            issuer,
            clock.instant(),
            jti(logged, subscription),
            subscription.clientId(),
            contents.subject(logged),
            logged.interactionId(),
            logged.occurredAt(),
            events));
  }

  private SharedSignal signal(LoggedEvent logged, Subscription subscription, Event event) {
    return new SharedSignal(
        issuer,
        clock.instant(),
        jti(logged, subscription),
        subscription.clientId(),
        SubjectId.of(contents.subject(logged)),
        logged.interactionId(),
        logged.occurredAt(),
        event.urn(),
        SharedSignal.contentOf(event));
  }

  /** A stream has one event a SET, and of a changed balance it is ours, which says more. */
  private List<Event> events(
      LoggedEvent logged, Subscription subscription, Event.@Nullable Balances balances) {
    List<Event> events = contents.events(logged, subscription, balances);
    return subscription.stream() == null
        ? events
        : events.stream().filter(event -> !(event instanceof Event.ResourceUpdate)).toList();
  }

  /** Empty when no account is told of. */
  private static String accountOf(BusinessEvent event) {
    return switch (event) {
      case BalanceChanged changed -> changed.accountId();
      case Alert alert -> alert.accountId();
      case LinkedAccountClosed closed -> closed.accountId();
      case ConsentRevoked _ -> "";
    };
  }

  /** Says nothing but that the bank can be heard at the callback of this subscription. */
  Verification verification(Subscription subscription) {
    Instant now = clock.instant();
    String jti = UUID.randomUUID().toString();
    Event event = new Event.Other(EventUrn.VERIFICATION, Map.of("state", jti));
    return new Verification(
        jti,
        signer.sign(
            new SecurityEvent(
                issuer,
                now,
                jti,
                subscription.clientId(),
                URI.create(
                    issuer + EventSubscriptionsApi.PATH + "/" + subscription.subscriptionId()),
                jti,
                now,
                List.of(event))));
  }

  /** A verification event, ready to be sent. */
  record Verification(String jti, String signedSet) {}

  /** What a stream says of itself. */
  String signOfStream(
      Subscription stream, String jti, String eventUrn, Map<String, Object> content) {
    Instant now = clock.instant();
    return signalSigner.sign(
        new SharedSignal(
            issuer,
            now,
            jti,
            stream.clientId(),
            SubjectId.opaque(stream.subscriptionId()),
            jti,
            now,
            eventUrn,
            content));
  }

  private static Event.Balances balances(BalanceContent.Content content) {
    Map<String, Object> data = new LinkedHashMap<>();
    Map<?, ?> json = OpenBankingJson.mapper().convertValue(content.data(), Map.class);
    json.forEach((name, value) -> data.put(String.valueOf(name), value));
    return new Event.Balances(content.accountVersion(), data);
  }

  /** The same for an event and subscription, so that a crash before the commit makes no second. */
  private static String jti(LoggedEvent logged, Subscription subscription) {
    return TimedIds.named(
        logged.occurredAt(), logged.eventId() + " " + subscription.subscriptionId());
  }
}
