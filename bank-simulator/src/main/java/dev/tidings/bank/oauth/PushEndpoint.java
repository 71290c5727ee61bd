package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.PushedAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.tidings.bank.oauth.ClientRequests.ClientRequest;
import dev.tidings.bank.oauth.PushedRequests.Pushed;
import dev.tidings.persistence.Database;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code POST /par}. Source: RFC 9126 §2, FAPI 2.0 Security Profile §5.3.2.2. */
final class PushEndpoint {

  /** What authenticates the client, and is no part of the request. */
  private static final Set<String> AUTHENTICATION =
      Set.of("client_assertion", "client_assertion_type");

  private final Database database;
  private final ClientRequests clientRequests;
  private final AuthorizationRequests requests;
  private final SenderConstraints senders;
  private final InstantSource clock;

  PushEndpoint(
      Database database,
      ClientRequests clientRequests,
      AuthorizationRequests requests,
      SenderConstraints senders,
      InstantSource clock) {
    this.database = database;
    this.clientRequests = clientRequests;
    this.requests = requests;
    this.senders = senders;
    this.clock = clock;
  }

  void push(Context ctx) {
    ClientRequest sent = clientRequests.read(ctx);
    Client client = sent.client();
    if (sent.parameter("request_uri") != null) {
      throw invalid("a request_uri cannot be pushed");
    }
    Map<String, List<String>> parameters = parameters(sent);
    String redirectUri = redirectUri(sent.parameter("redirect_uri"), client);
    String uri = PushedRequests.URI_PREFIX + Secrets.next();
    Pushed pushed = pushed(uri, client, parameters, jkt(ctx, sent));
    requests.check("", parameters, client, redirectUri, pushed);
    database.useTransaction(unit -> PushedRequests.insert(unit, pushed));
    OAuthAnswers.send(
        ctx,
        new PushedAuthorizationSuccessResponse(URI.create(uri), PushedRequests.LIFE.toSeconds()));
  }

  private static Map<String, List<String>> parameters(ClientRequest sent) {
    Map<String, List<String>> parameters = new TreeMap<>();
    sent.parameters()
        .forEach((name, value) -> {
          if (!AUTHENTICATION.contains(name)) {
            parameters.put(name, List.of(value));
          }
        });
    parameters.put("client_id", List.of(sent.client().clientId()));
    return parameters;
  }

  private static String redirectUri(@Nullable String uri, Client client) {
    if (uri == null || !client.hasRedirectUri(uri)) {
      throw invalid("redirect_uri must be one that the client registered");
    }
    return uri;
  }

  /** Of the proof, if there is one; what the request says beside it must be the same. */
  private @Nullable String jkt(Context ctx, ClientRequest sent) {
    String proven = senders.proof(ctx, sent.client());
    String asked = sent.parameter("dpop_jkt");
    if (proven != null && asked != null && !proven.equals(asked)) {
      throw new OAuthException(
          OAuth2Error.INVALID_DPOP_PROOF, "dpop_jkt is not the key of the DPoP proof");
    }
    return proven;
  }

  private Pushed pushed(
      String uri, Client client, Map<String, List<String>> parameters, @Nullable String jkt) {
    String form = URLUtils.serializeParameters(parameters);
    if (form.length() > PushedRequests.PARAMETERS_LENGTH_MAX) {
      throw invalid("the request is too long");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Pushed(
        Secrets.hash(uri), client.clientId(), form, jkt, now, now.plus(PushedRequests.LIFE), false);
  }

  private static OAuthException invalid(String description) {
    return new OAuthException(OAuth2Error.INVALID_REQUEST, description);
  }
}
