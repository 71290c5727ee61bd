package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.consent.IllegalConsentStateException;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a TPP asks a customer for, and what the customer's decision leads to. The consent page and
 * the sandbox both use it, so both refuse the same. Thread-safe.
 */
public final class Authorization {

  private final String issuer;
  private final Database database;
  private final Clients clients;
  private final Consents consents;
  private final Accounts accounts;
  private final InstantSource clock;

  public Authorization(
      String issuer,
      Database database,
      Clients clients,
      Consents consents,
      Accounts accounts,
      InstantSource clock) {
    this.issuer = issuer;
    this.database = database;
    this.clients = clients;
    this.consents = consents;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Checks a request.
   *
   * @param query of the authorization address, without the question mark
   * @throws AuthorizationRefusedException with no redirect when client or redirect_uri are unknown
   */
  public AuthorizationRequested check(@Nullable String query) {
    Map<String, List<String>> parameters = URLUtils.parseParameters(query);
    Client client =
        database
            .read(handle -> clients.find(handle, single(parameters, "client_id")))
            .orElseThrow(() -> page("The application that sent you here is not registered."));
    String redirectUri = single(parameters, "redirect_uri");
    if (!client.hasRedirectUri(redirectUri)) {
      throw page(
          "The address that you would be sent back to is not one the application registered.");
    }
    try {
      return check(query == null ? "" : query, parameters, client, redirectUri);
    } catch (OAuthException e) {
      List<String> state = parameters.getOrDefault("state", List.of());
      boolean echo =
          state.size() == 1
              && !state.getFirst().isBlank()
              && state.getFirst().length() <= AuthorizationChecks.PARAMETER_LENGTH_MAX;
      throw refusal(redirectUri, echo ? new State(state.getFirst()) : null, e.error());
    }
  }

  /**
   * The customer agrees.
   *
   * @param accountIds the customer's choice, at least one
   * @return where to send the browser
   * @throws AuthorizationRefusedException when this customer cannot agree to this (any more)
   */
  public URI approve(AuthorizationRequested request, String customerId, Set<String> accountIds) {
    requireOwn(request, customerId);
    if (accountIds.isEmpty()) {
      throw page("Choose at least one account.");
    }
    String code = Secrets.next();
    database.useTransaction(unit -> {
      requireHeld(unit, customerId, accountIds);
      Consent consent = authorise(unit, request, customerId, accountIds);
      AuthorizationCodes.insert(unit, issued(code, request, consent, customerId));
    });
    return new AuthorizationSuccessResponse(
            URI.create(request.redirectUri()),
            new AuthorizationCode(code),
            null,
            request.state(),
            new Issuer(issuer),
            ResponseMode.QUERY)
        .toURI();
  }

  /**
   * The customer refuses.
   *
   * @return where to send the browser
   */
  public URI refuse(AuthorizationRequested request, String customerId) {
    requireOwn(request, customerId);
    if (request.consent().status() == ConsentStatus.AWAU) {
      try {
        database.useTransaction(unit -> consents.reject(unit, request.consent().consentId()));
      } catch (IllegalConsentStateException e) {
        throw page("This request was decided already.");
      }
    }
    ErrorObject denied = OAuth2Error.ACCESS_DENIED.setDescription("the customer refused");
    return errorAddress(request.redirectUri(), request.state(), denied);
  }

  /**
   * A consent that one customer took back can be given again by that customer only.
   *
   * @throws AuthorizationRefusedException when it is another's
   */
  public void requireOwn(AuthorizationRequested request, String customerId) {
    String owner = request.consent().customerId();
    if (owner != null && !owner.equals(customerId)) {
      throw page("This request belongs to another customer.");
    }
  }

  private AuthorizationRequested check(
      String query, Map<String, List<String>> parameters, Client client, String redirectUri) {
    AuthorizationRequest request = AuthorizationChecks.parse(parameters);
    String challenge = AuthorizationChecks.check(request);
    String consentId = AuthorizationChecks.intentId(request);
    Consent consent =
        database
            .read(handle -> consents.find(handle, consentId))
            .filter(found -> found.clientId().equals(client.clientId()))
            .orElseThrow(() ->
                AuthorizationChecks.refused(
                    OAuth2Error.INVALID_REQUEST, "the client has no such consent"));
    AuthorizationChecks.check(consent);
    return new AuthorizationRequested(
        query, client, redirectUri, request.getState(), challenge, consent);
  }

  private void requireHeld(UnitOfWork unit, String customerId, Set<String> accountIds) {
    Set<String> held =
        accounts.heldBy(unit.handle(), customerId).stream()
            .map(Account::accountId)
            .collect(Collectors.toSet());
    if (!held.containsAll(accountIds)) {
      throw page("Choose among your own accounts.");
    }
  }

  private Consent authorise(
      UnitOfWork unit, AuthorizationRequested request, String customerId, Set<String> accountIds) {
    try {
      return consents.authorise(unit, request.consent().consentId(), customerId, accountIds);
    } catch (IllegalConsentStateException e) {
      throw page("This request was decided already.");
    }
  }

  private AuthorizationCodes.Issued issued(
      String code, AuthorizationRequested request, Consent consent, String customerId) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new AuthorizationCodes.Issued(
        Secrets.hash(code),
        request.client().clientId(),
        request.redirectUri(),
        request.codeChallenge(),
        consent.consentId(),
        consent.version(),
        customerId,
        now.plus(AuthorizationCodes.LIFE),
        false);
  }

  private static String single(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() != 1) {
      throw page("The application that sent you here must say its " + name + " exactly once.");
    }
    return values.getFirst();
  }

  private AuthorizationRefusedException refusal(
      String redirectUri, @Nullable State state, ErrorObject error) {
    return new AuthorizationRefusedException(
        String.valueOf(error.getDescription()), errorAddress(redirectUri, state, error));
  }

  private URI errorAddress(String redirectUri, @Nullable State state, ErrorObject error) {
    return new AuthorizationErrorResponse(
            URI.create(redirectUri), error, state, new Issuer(issuer), ResponseMode.QUERY)
        .toURI();
  }

  private static AuthorizationRefusedException page(String message) {
    return new AuthorizationRefusedException(message, null);
  }
}
