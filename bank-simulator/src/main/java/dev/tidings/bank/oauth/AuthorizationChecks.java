package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import dev.tidings.bank.consent.Consent;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The checks of an authorization request that need only the request. Each refusal is an {@link
 * OAuthException} with a code of RFC 6749 §4.1.2.1.
 */
final class AuthorizationChecks {

  /** The longest {@code state} and {@code claims}, in characters. */
  static final int PARAMETER_LENGTH_MAX = 2048;

  private static final Pattern S256 = Pattern.compile("[A-Za-z0-9_-]{43}");

  private AuthorizationChecks() {}

  static AuthorizationRequest parse(Map<String, List<String>> parameters) {
    parameters.forEach(AuthorizationChecks::checkParameter);
    if (parameters.containsKey("request")) {
      throw refused(OAuth2Error.REQUEST_NOT_SUPPORTED, "request objects are not supported");
    }
    if (parameters.containsKey("request_uri")) {
      throw refused(OAuth2Error.REQUEST_URI_NOT_SUPPORTED, "push the request to get a request_uri");
    }
    try {
      return AuthorizationRequest.parse(parameters);
    } catch (ParseException e) {
      ErrorObject error = e.getErrorObject();
      throw refused(
          error == null ? OAuth2Error.INVALID_REQUEST : error, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw refused(OAuth2Error.INVALID_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  /** Response type, mode and PKCE; the code challenge is the result. */
  static String check(AuthorizationRequest request) {
    if (!ResponseType.CODE.equals(request.getResponseType())) {
      throw refused(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE, "response_type must be code");
    }
    ResponseMode mode = request.getResponseMode();
    if (mode != null && !ResponseMode.QUERY.equals(mode)) {
      throw refused(OAuth2Error.INVALID_REQUEST, "response_mode must be query, or left out");
    }
    CodeChallenge challenge = request.getCodeChallenge();
    if (challenge == null
        || !CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod())
        || !S256.matcher(challenge.getValue()).matches()) {
      throw refused(
          OAuth2Error.INVALID_REQUEST,
          "PKCE is needed: code_challenge with code_challenge_method S256");
    }
    return challenge.getValue();
  }

  /** What is in force may be confirmed at any time. Source: OBIE R/W v4.0, Re-authentication. */
  static void check(Consent consent) {
    boolean open =
        switch (consent.status()) {
          case AWAU, AUTH, CANC -> true;
          case RJCT, EXPD -> false;
        };
    if (!open) {
      throw refused(
          OAuth2Error.INVALID_REQUEST,
          "the consent is " + consent.status() + " and cannot be authorised");
    }
  }

  private static void checkParameter(String name, List<String> values) {
    if (values.size() > 1) {
      throw refused(OAuth2Error.INVALID_REQUEST, name + " is there more than once");
    }
    if (values.getFirst().length() > PARAMETER_LENGTH_MAX) {
      throw refused(OAuth2Error.INVALID_REQUEST, name + " is too long");
    }
  }

  static OAuthException refused(ErrorObject error, String description) {
    return new OAuthException(error, description);
  }
}
