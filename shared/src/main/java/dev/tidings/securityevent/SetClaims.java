package dev.tidings.securityevent;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.tidings.securityevent.ResourceSubject.ResourceLink;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes and reads the claims of the Open Banking encoding. */
final class SetClaims {

  private static final String OB = "http://openbanking.org.uk/";
  private static final String RID = OB + "rid";
  private static final String RTY = OB + "rty";
  private static final String RLK = OB + "rlk";
  private static final String SUBJECT_TYPE = RID + "_" + RTY;
  private static final String BALANCES = "balances";
  private static final String BALANCES_DATA = "Data";

  /** The end of the year 9999, further than any database or calendar need go. */
  private static final long SECONDS_MAX = 253_402_300_799L;

  private SetClaims() {}

  static JWTClaimsSet write(SecurityEvent set) {
    Map<String, Object> events = new LinkedHashMap<>();
    for (Event event : set.events()) {
      events.put(event.urn(), content(event));
    }
    return new JWTClaimsSet.Builder()
        .issuer(set.issuer())
        .issueTime(Date.from(set.issuedAt()))
        .jwtID(set.jti())
        .audience(set.audience())
        .subject(set.subject().toString())
        .claim("txn", set.txn())
        .claim("toe", set.timeOfEvent().getEpochSecond())
        .claim("events", events)
        .build();
  }

  static SecurityEvent read(JWTClaimsSet claims) throws ParseException {
    if (claims.getAudience().size() != 1) {
      throw new ParseException("aud must name exactly one audience", 0);
    }
    if (claims.getIssueTime() == null) {
      throw new ParseException("iat is missing", 0);
    }
    return new SecurityEvent(
        text(claims.getIssuer(), "iss"),
        claims.getIssueTime().toInstant(),
        text(claims.getJWTID(), "jti"),
        text(claims.getAudience().getFirst(), "aud"),
        uri(text(claims.getSubject(), "sub")),
        text(claims.getClaim("txn"), "txn"),
        seconds(claims.getClaim("toe")),
        events(claims.getClaim("events")));
  }

  private static Map<String, Object> content(Event event) {
    return switch (event) {
      case Event.ResourceUpdate update -> Map.of("subject", subject(update.subject()));
      case Event.BalanceChange change -> balanceChange(change);
      case Event.Alert alert -> change(alert.subject(), alert.accountVersion(), alert.occurredAt());
      case Event.ConsentAuthorizationRevoked revoked -> revocation(revoked);
      case Event.LinkedAccountUpdate update ->
          Map.of("subject", subject(update.subject()), "reason", update.reason());
      case Event.Other other -> other.content();
    };
  }

  private static Map<String, Object> revocation(Event.ConsentAuthorizationRevoked revoked) {
    Map<String, Object> content = new LinkedHashMap<>();
    if (revoked.subject() != null) {
      content.put("subject", subject(revoked.subject()));
    }
    if (revoked.reason() != null) {
      content.put("reason", revoked.reason());
    }
    return content;
  }

  private static Map<String, Object> balanceChange(Event.BalanceChange change) {
    Map<String, Object> content =
        new LinkedHashMap<>(change(change.subject(), change.accountVersion(), change.occurredAt()));
    Event.Balances balances = change.balances();
    if (balances != null) {
      content.put(
          BALANCES,
          Map.of("account_version", balances.accountVersion(), BALANCES_DATA, balances.data()));
    }
    return content;
  }

  private static Map<String, Object> change(
      ResourceSubject subject, long accountVersion, Instant occurredAt) {
    return Map.of(
        "subject",
        subject(subject),
        "account_version",
        accountVersion,
        "occurred_at",
        occurredAt.toString());
  }

  private static Map<String, Object> subject(ResourceSubject subject) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("subject_type", SUBJECT_TYPE);
    json.put(RID, subject.resourceId());
    json.put(RTY, subject.resourceType());
    json.put(
        RLK,
        subject.links().stream()
            .map(link -> Map.of("version", link.version(), "link", link.link()))
            .toList());
    return json;
  }

  private static List<Event> events(Object json) throws ParseException {
    Map<?, ?> events = map(json, "events");
    if (events.isEmpty()) {
      throw new ParseException("events is empty", 0);
    }
    List<Event> read = new ArrayList<>();
    for (Map.Entry<?, ?> entry : events.entrySet()) {
      read.add(
          event(String.valueOf(entry.getKey()), map(entry.getValue(), "events." + entry.getKey())));
    }
    return read;
  }

  private static Event event(String urn, Map<?, ?> content) throws ParseException {
    return switch (urn) {
      case EventUrn.RESOURCE_UPDATE -> new Event.ResourceUpdate(subject(content));
      case EventUrn.BALANCE_CHANGE ->
          new Event.BalanceChange(
              subject(content), version(content), occurredAt(content), balances(content));
      case EventUrn.LOW_BALANCE ->
          new Event.LowBalance(subject(content), version(content), occurredAt(content));
      case EventUrn.LARGE_TRANSACTION ->
          new Event.LargeTransaction(subject(content), version(content), occurredAt(content));
      case EventUrn.SALARY_ARRIVED ->
          new Event.SalaryArrived(subject(content), version(content), occurredAt(content));
      case EventUrn.CONSENT_AUTHORIZATION_REVOKED ->
          new Event.ConsentAuthorizationRevoked(
              content.get("subject") == null ? null : subject(content), reason(content));
      case EventUrn.LINKED_ACCOUNT_UPDATE ->
          new Event.LinkedAccountUpdate(
              subject(content), Objects.requireNonNullElse(reason(content), ""));
      default -> new Event.Other(urn, named(content));
    };
  }

  /** The standard lets it be left out, so one that says nothing is no cause to refuse the SET. */
  private static @Nullable String reason(Map<?, ?> content) {
    return content.get("reason") instanceof String text && !text.isBlank() ? text : null;
  }

  private static Event.@Nullable Balances balances(Map<?, ?> content) throws ParseException {
    if (content.get(BALANCES) == null) {
      return null;
    }
    Map<?, ?> balances = map(content.get(BALANCES), BALANCES);
    return new Event.Balances(
        version(balances), named(map(balances.get(BALANCES_DATA), BALANCES_DATA)));
  }

  private static ResourceSubject subject(Map<?, ?> content) throws ParseException {
    Map<?, ?> subject = map(content.get("subject"), "subject");
    if (!(subject.get(RLK) instanceof List<?> links) || links.isEmpty()) {
      throw new ParseException(RLK + " is missing or empty", 0);
    }
    List<ResourceLink> read = new ArrayList<>();
    for (Object link : links) {
      Map<?, ?> fields = map(link, RLK);
      read.add(
          new ResourceLink(
              text(fields.get("version"), "version"), text(fields.get("link"), "link")));
    }
    return new ResourceSubject(text(subject.get(RID), RID), text(subject.get(RTY), RTY), read);
  }

  private static Map<String, Object> named(Map<?, ?> content) {
    Map<String, Object> named = new LinkedHashMap<>();
    content.forEach((name, value) -> named.put(String.valueOf(name), value));
    return named;
  }

  private static Map<?, ?> map(@Nullable Object json, String claim) throws ParseException {
    if (json instanceof Map<?, ?> map) {
      return map;
    }
    throw new ParseException(claim + " is missing or no object", 0);
  }

  private static String text(@Nullable Object json, String claim) throws ParseException {
    if (json instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new ParseException(claim + " is missing or no text", 0);
  }

  private static long whole(@Nullable Object json, String claim) throws ParseException {
    if (json instanceof Long || json instanceof Integer) {
      return ((Number) json).longValue();
    }
    throw new ParseException(claim + " is missing or no whole number", 0);
  }

  private static Instant seconds(@Nullable Object json) throws ParseException {
    long seconds = whole(json, "toe");
    if (seconds < 0 || seconds > SECONDS_MAX) {
      throw new ParseException("toe is no time from 1970 to 9999", 0);
    }
    return Instant.ofEpochSecond(seconds);
  }

  private static long version(Map<?, ?> content) throws ParseException {
    return whole(content.get("account_version"), "account_version");
  }

  private static Instant occurredAt(Map<?, ?> content) throws ParseException {
    return instant(content.get("occurred_at"));
  }

  private static Instant instant(@Nullable Object json) throws ParseException {
    try {
      return Instant.parse(text(json, "occurred_at"));
    } catch (DateTimeParseException e) {
      throw new ParseException("occurred_at is no ISO 8601 instant", 0);
    }
  }

  private static URI uri(String text) throws ParseException {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new ParseException("sub is no URI", 0);
    }
  }
}
