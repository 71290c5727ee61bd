package dev.tidings.bank.oauth;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.JWTAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The forms that clients post to the back-channel endpoints, each by an authenticated client. */
final class ClientRequests {

  /** The most parameters of a form; the library takes their number's square in time. */
  static final int PARAMETERS_MAX = 50;

  /** The library wants an address, and does nothing with it. */
  private static final URI ANYWHERE = URI.create("http://localhost/");

  private final ClientAuthentication authentication;

  ClientRequests(ClientAuthentication authentication) {
    this.authentication = authentication;
  }

  /**
   * @param parameters of the form, each once
   */
  record ClientRequest(Client client, Map<String, String> parameters) {

    @Nullable String parameter(String name) {
      return parameters.get(name);
    }
  }

  /**
   * Reads the form and uses its client assertion up.
   *
   * @throws OAuthException {@code invalid_request} or {@code invalid_client}
   */
  ClientRequest read(Context ctx) {
    Map<String, String> parameters = parameters(form(ctx));
    Client client = authentication.authenticate(assertion(parameters), parameters.get("client_id"));
    return new ClientRequest(client, parameters);
  }

  private static HTTPRequest form(Context ctx) {
    String body = new String(ctx.bodyAsBytes(), StandardCharsets.UTF_8);
    if (body.chars().filter(c -> c == '&').count() >= PARAMETERS_MAX) {
      throw invalid("at most " + PARAMETERS_MAX + " parameters are taken");
    }
    try {
      HTTPRequest http = new HTTPRequest(HTTPRequest.Method.POST, ANYWHERE);
      http.setContentType(ctx.contentType());
      http.setBody(body);
      return http;
    } catch (ParseException | IllegalArgumentException e) {
      throw notForm();
    }
  }

  private static Map<String, String> parameters(HTTPRequest http) {
    Map<String, String> parameters = new HashMap<>();
    try {
      for (Map.Entry<String, List<String>> one : http.getBodyAsFormParameters().entrySet()) {
        if (one.getValue().size() > 1) {
          throw invalid("no parameter may be there twice");
        }
        parameters.put(one.getKey(), one.getValue().getFirst());
      }
    } catch (ParseException | IllegalArgumentException e) {
      throw notForm();
    }
    return parameters;
  }

  private static SignedJWT assertion(Map<String, String> parameters) {
    String assertion = parameters.get("client_assertion");
    if (assertion != null
        && JWTAuthentication.CLIENT_ASSERTION_TYPE.equals(
            parameters.get("client_assertion_type"))) {
      try {
        return SignedJWT.parse(assertion);
      } catch (java.text.ParseException e) {
        // said below
      }
    }
    throw new OAuthException(
        OAuth2Error.INVALID_CLIENT,
        "authenticate with a signed client_assertion (private_key_jwt) of client_assertion_type "
            + JWTAuthentication.CLIENT_ASSERTION_TYPE);
  }

  private static OAuthException notForm() {
    return invalid("the body must be a form (application/x-www-form-urlencoded)");
  }

  private static OAuthException invalid(String description) {
    return new OAuthException(OAuth2Error.INVALID_REQUEST, description);
  }
}
