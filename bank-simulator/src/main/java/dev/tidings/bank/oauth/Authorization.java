package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
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
import dev.tidings.bank.ledger.ErrorPath;
import dev.tidings.bank.oauth.PushedRequests.Pushed;
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
  private final AuthorizationRequests requests;

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
    this.requests = new AuthorizationRequests(database, consents, clock);
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
    List<String> uri = parameters.getOrDefault("request_uri", List.of());
    if (uri.size() == 1 && uri.getFirst().startsWith(PushedRequests.URI_PREFIX)) {
      return checkPushed(client, uri.getFirst());
    }
    String redirectUri = single(parameters, "redirect_uri");
    if (!client.hasRedirectUri(redirectUri)) {
      throw page(
          "The address that you would be sent back to is not one the application registered.");
    }
    try {
      if (client.mustPush()) {
        throw AuthorizationChecks.refused(
            OAuth2Error.INVALID_REQUEST, "this client has to push its requests (RFC 9126)");
      }
      return requests.check(query == null ? "" : query, parameters, client, redirectUri, null);
    } catch (OAuthException e) {
      throw refusal(redirectUri, state(parameters), e.error());
    }
  }

  /**
   * The customer, who has just signed in, agrees.
   *
   * @param accountIds the customer's choice, at least one; ignored where no consent is asked for
   * @return where to send the browser
   * @throws AuthorizationRefusedException when this customer cannot agree to this (any more)
   */
  public URI approve(AuthorizationRequested request, String customerId, Set<String> accountIds) {
    return approve(request, customerId, accountIds, clock.instant());
  }

  /**
   * As {@link #approve(AuthorizationRequested, String, Set)}.
   *
   * @param signedInAt when it was seen who the customer is
   */
  public URI approve(
      AuthorizationRequested request,
      String customerId,
      Set<String> accountIds,
      Instant signedInAt) {
    requireOwn(request, customerId);
    requireDecides(request, customerId);
    if (request.consent() != null && accountIds.isEmpty()) {
      throw page("Choose at least one account.");
    }
    String code = Secrets.next();
    database.useTransaction(unit -> {
      use(unit, request);
      Consent consent = null;
      if (request.consent() != null) {
        requireHeld(unit, customerId, accountIds);
        consent = authorise(unit, request.consent(), customerId, accountIds);
      }
      AuthorizationCodes.insert(unit, issued(code, request, consent, customerId, signedInAt));
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
    requireDecides(request, customerId);
    try {
      database.useTransaction(unit -> {
        use(unit, request);
        Consent consent = request.consent();
        if (consent != null && consent.status() == ConsentStatus.AWAU) {
          consents.reject(unit, consent.consentId());
        }
      });
    } catch (IllegalConsentStateException e) {
      throw decided();
    }
    ErrorObject denied = OAuth2Error.ACCESS_DENIED.setDescription("the customer refused");
    return errorAddress(request.redirectUri(), request.state(), denied);
  }

  /**
   * The TPP wants nobody to be asked, and somebody has to be.
   *
   * @param signedIn whether the bank knows who the customer is
   * @return where to send the browser. Source: OpenID Connect Core §3.1.2.6
   */
  public URI cannotBeSilent(AuthorizationRequested request, boolean signedIn) {
    return errorAddress(
        request.redirectUri(),
        request.state(),
        signedIn
            ? new ErrorObject("consent_required", "the customer has to be asked")
            : new ErrorObject("login_required", "nobody is signed in"));
  }

  /**
   * A consent that one customer took back can be given again by that customer only.
   *
   * @throws AuthorizationRefusedException when it is another's
   */
  public void requireOwn(AuthorizationRequested request, String customerId) {
    String owner = request.consent() == null ? null : request.consent().customerId();
    if (owner != null && !owner.equals(customerId)) {
      throw page("This request belongs to another customer.");
    }
  }

  /**
   * The customer is locked out and decides nothing: the consent stays as it is.
   *
   * @return where to send the browser
   */
  public URI lockedOut(AuthorizationRequested request) {
    ErrorObject denied = OAuth2Error.ACCESS_DENIED.setDescription("the customer is locked out");
    return errorAddress(request.redirectUri(), request.state(), denied);
  }

  private void requireDecides(AuthorizationRequested request, String customerId) {
    if (ErrorPath.LOCKED.is(customerId)) {
      throw new AuthorizationRefusedException("the customer is locked out", lockedOut(request));
    }
    if (ErrorPath.ABANDONS.is(customerId)) {
      throw page("This customer walks away and decides nothing.");
    }
  }

  private AuthorizationRequested checkPushed(Client client, String uri) {
    Pushed pushed =
        database
            .read(handle -> PushedRequests.find(handle, Secrets.hash(uri)))
            .filter(found -> found.clientId().equals(client.clientId()))
            .orElseThrow(() -> page("The application that sent you here made no such request."));
    Map<String, List<String>> parameters = URLUtils.parseParameters(pushed.parameters());
    String redirectUri = single(parameters, "redirect_uri");
    if (!client.hasRedirectUri(redirectUri)) {
      throw page("The application does not know the address any more that it asked with.");
    }
    try {
      if (pushed.used() || !clock.instant().isBefore(pushed.expiresAt())) {
        throw AuthorizationChecks.refused(
            OAuth2Error.INVALID_REQUEST_URI,
            pushed.used() ? "the request_uri was used before" : "the request_uri has expired");
      }
      String query =
          URLUtils.serializeParameters(
              Map.of("client_id", List.of(client.clientId()), "request_uri", List.of(uri)));
      AuthorizationRequested checked =
          requests.check(query, parameters, client, redirectUri, pushed);
      database.useTransaction(unit -> PushedRequests.open(unit, pushed.uriHash(), clock.instant()));
      return checked;
    } catch (OAuthException e) {
      throw refusal(redirectUri, state(parameters), e.error());
    }
  }

  private void use(UnitOfWork unit, AuthorizationRequested request) {
    if (request.pushed() != null && !PushedRequests.use(unit, request.pushed().uriHash())) {
      throw decided();
    }
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
      UnitOfWork unit, Consent asked, String customerId, Set<String> accountIds) {
    try {
      return asked.status() == ConsentStatus.AUTH
          ? consents.reauthorise(unit, asked, customerId, accountIds)
          : consents.authorise(unit, asked.consentId(), customerId, accountIds);
    } catch (IllegalConsentStateException e) {
      throw decided();
    }
  }

  private AuthorizationCodes.Issued issued(
      String code,
      AuthorizationRequested request,
      @Nullable Consent consent,
      String customerId,
      Instant signedInAt) {
    return new AuthorizationCodes.Issued(
        Secrets.hash(code),
        request.redirectUri(),
        request.codeChallenge(),
        request.nonce(),
        request.dpopJkt(),
        new Authorised(
            request.client().clientId(),
            consent == null ? null : consent.consentId(),
            consent == null ? 0 : consent.version(),
            customerId,
            request.scopes(),
            signedInAt.truncatedTo(ChronoUnit.MILLIS)),
        clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(AuthorizationCodes.LIFE),
        false);
  }

  private static String single(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() != 1) {
      throw page("The application that sent you here must say its " + name + " exactly once.");
    }
    return values.getFirst();
  }

  private static @Nullable State state(Map<String, List<String>> parameters) {
    List<String> state = parameters.getOrDefault("state", List.of());
    boolean echo =
        state.size() == 1
            && !state.getFirst().isBlank()
            && state.getFirst().length() <= AuthorizationChecks.PARAMETER_LENGTH_MAX;
    return echo ? new State(state.getFirst()) : null;
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

  private static AuthorizationRefusedException decided() {
    return page("This request was decided already.");
  }

  private static AuthorizationRefusedException page(String message) {
    return new AuthorizationRefusedException(message, null);
  }
}
