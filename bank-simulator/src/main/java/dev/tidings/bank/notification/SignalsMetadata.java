package dev.tidings.bank.notification;

import io.javalin.config.RoutesConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where everything of Shared Signals is, and how a stream looks. Source: OpenID SSF 1.0 §7.1, §8.1.
 */
final class SignalsMetadata {

  static final String WELL_KNOWN = "/.well-known/ssf-configuration";
  static final String STREAM = "/ssf/stream";
  static final String STATUS = "/ssf/status";
  static final String ADD_SUBJECT = "/ssf/subjects/add";
  static final String REMOVE_SUBJECT = "/ssf/subjects/remove";
  static final String VERIFY = "/ssf/verify";
  static final String POLL = "/ssf/poll/{stream_id}";

  /** Seconds between two verification events that a receiver asks for. */
  static final int VERIFICATION_INTERVAL_SECONDS_MIN = 10;

  private final String issuer;

  SignalsMetadata(String issuer) {
    this.issuer = issuer;
  }

  void register(RoutesConfig routes) {
    routes.get(WELL_KNOWN, ctx -> SignalErrors.json(ctx, configuration()));
  }

  private Map<String, Object> configuration() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("spec_version", "1_0");
    json.put("issuer", issuer);
    json.put("jwks_uri", issuer + "/jwks");
    json.put("delivery_methods_supported", List.of(StreamRequest.PUSH, StreamRequest.POLL));
    json.put("configuration_endpoint", issuer + STREAM);
    json.put("status_endpoint", issuer + STATUS);
    json.put("add_subject_endpoint", issuer + ADD_SUBJECT);
    json.put("remove_subject_endpoint", issuer + REMOVE_SUBJECT);
    json.put("verification_endpoint", issuer + VERIFY);
    json.put("authorization_schemes", List.of(Map.of("spec_urn", "urn:ietf:rfc:6749")));
    json.put("default_subjects", "ALL");
    return json;
  }

  /** The stream as it is shown to its receiver; its secret is not. */
  Map<String, Object> of(Subscription subscription, Stream stream) {
    String pushedTo = subscription.callbackUrl();
    String id = subscription.subscriptionId();
    List<EventType> delivered = subscription.eventTypes();
    List<String> supported = EventType.SIGNALS.stream().map(EventType::urn).toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("stream_id", id);
    json.put("iss", issuer);
    json.put("aud", subscription.clientId());
    json.put(
        "delivery",
        pushedTo == null
            ? Map.of("method", StreamRequest.POLL, "endpoint_url", pollUrl(id))
            : Map.of("method", StreamRequest.PUSH, "endpoint_url", pushedTo));
    json.put("events_supported", supported);
    if (stream.eventsRequested() != null) {
      json.put("events_requested", stream.eventsRequested());
    }
    json.put(
        "events_delivered",
        delivered == null ? supported : delivered.stream().map(EventType::urn).toList());
    json.put("min_verification_interval", VERIFICATION_INTERVAL_SECONDS_MIN);
    if (stream.description() != null) {
      json.put("description", stream.description());
    }
    return json;
  }

  private String pollUrl(String streamId) {
    return issuer + POLL.replace("{stream_id}", streamId);
  }
}
