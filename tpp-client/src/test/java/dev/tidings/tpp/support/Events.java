package dev.tidings.tpp.support;

import dev.tidings.jose.SigningKey;
import dev.tidings.securityevent.Event;
import dev.tidings.securityevent.EventUrn;
import dev.tidings.securityevent.ResourceSubject;
import dev.tidings.securityevent.ResourceSubject.ResourceLink;
import dev.tidings.securityevent.SecurityEvent;
import dev.tidings.securityevent.SetSigner;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** SETs as a bank makes them. */
public final class Events {

  private final FakeBank bank;
  private final InstantSource clock;

  public Events(FakeBank bank, InstantSource clock) {
    this.bank = bank;
    this.clock = clock;
  }

  /** The balance of this account changed. */
  public SecurityEvent change(String jti, String accountId) {
    return change(jti, accountId, 1);
  }

  /** As {@link #change(String, String)}, of this version of the account. */
  public SecurityEvent change(String jti, String accountId, long version) {
    Instant now = clock.instant();
    String uri = bank.issuer() + "/open-banking/v4.0/aisp/accounts/" + accountId;
    ResourceSubject subject =
        new ResourceSubject(
            accountId,
            ResourceSubject.ACCOUNTS,
            List.of(new ResourceLink("v4.0", uri + "/balances")));
    return set(
        jti,
        uri,
        List.of(new Event.ResourceUpdate(subject), new Event.BalanceChange(subject, version, now)));
  }

  /** The customer took the consent back. */
  public SecurityEvent revoked(String jti, String consentId) {
    String uri = consentUri(consentId);
    ResourceSubject subject =
        new ResourceSubject(
            consentId,
            ResourceSubject.ACCOUNT_ACCESS_CONSENT,
            List.of(new ResourceLink("v4.0", uri)));
    return set(jti, uri, List.of(new Event.ConsentAuthorizationRevoked(subject, "customer")));
  }

  /** As {@link #revoked}, but only {@code sub} says of which consent, as the standard allows. */
  public SecurityEvent revokedBySub(String jti, String consentId, Event... beside) {
    List<Event> events = new ArrayList<>(List.of(beside));
    events.add(new Event.Other(EventUrn.CONSENT_AUTHORIZATION_REVOKED, Map.of()));
    return set(jti, consentUri(consentId), events);
  }

  /** The same with another {@code sub}. */
  public static SecurityEvent about(String sub, SecurityEvent set) {
    return new SecurityEvent(
        set.issuer(),
        set.issuedAt(),
        set.jti(),
        set.audience(),
        URI.create(sub),
        set.txn(),
        set.timeOfEvent(),
        set.events());
  }

  /** The consent has lost the account. */
  public SecurityEvent lost(String jti, String consentId, String accountId, String reason) {
    String uri = consentUri(consentId);
    ResourceSubject subject =
        new ResourceSubject(
            accountId,
            ResourceSubject.ACCOUNT_ACCESS_CONSENT,
            List.of(new ResourceLink("v4.0", uri)));
    return set(jti, uri, List.of(new Event.LinkedAccountUpdate(subject, reason)));
  }

  public String sign(SecurityEvent set) {
    return sign(set, bank.key);
  }

  public static String sign(SecurityEvent set, SigningKey key) {
    return new SetSigner(key, "localhost").sign(set);
  }

  private String consentUri(String consentId) {
    return bank.issuer() + "/open-banking/v4.0/aisp/account-access-consents/" + consentId;
  }

  private SecurityEvent set(String jti, String subject, List<Event> events) {
    Instant now = clock.instant();
    return new SecurityEvent(
        bank.issuer(), now, jti, FakeBank.CLIENT_ID, URI.create(subject), jti, now, events);
  }
}
