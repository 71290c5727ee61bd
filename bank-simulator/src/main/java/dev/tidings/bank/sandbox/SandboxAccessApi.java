package dev.tidings.bank.sandbox;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.Consents;
import dev.tidings.bank.consent.IllegalConsentStateException;
import dev.tidings.bank.consent.PermissionRules;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.bank.ledger.Customers;
import dev.tidings.bank.ledger.ErrorPath;
import dev.tidings.bank.oauth.Authorization;
import dev.tidings.bank.oauth.AuthorizationRefusedException;
import dev.tidings.bank.oauth.AuthorizationRequested;
import dev.tidings.http.InteractionId;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBError;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * For whoever runs the bank: what customers decide, without a browser, and ready tokens for {@code
 * curl}. Who may call it is decided before.
 */
public final class SandboxAccessApi {

  private final String authorizationEndpoint;
  private final Database database;
  private final SandboxCustomers customers;
  private final Accounts accounts;
  private final Consents consents;
  private final Authorization authorization;
  private final SandboxTokens tokens;

  /**
   * @param issuer the bank's base address
   */
  public SandboxAccessApi(
      String issuer,
      Database database,
      Customers customers,
      Accounts accounts,
      Consents consents,
      Authorization authorization,
      SandboxTokens tokens) {
    this.authorizationEndpoint = issuer + "/authorize?";
    this.database = database;
    this.customers = new SandboxCustomers(database, customers);
    this.accounts = accounts;
    this.consents = consents;
    this.authorization = authorization;
    this.tokens = tokens;
  }

  public void register(RoutesConfig routes) {
    routes.post("/sandbox/tokens", this::makeToken);
    routes.post("/sandbox/authorize", this::authorize);
    routes.post("/sandbox/consents/{consentId}/revoke", this::revoke);
  }

  private void makeToken(Context ctx) {
    SandboxRequest body = SandboxRequest.of(ctx);
    Customer customer = customers.require("customer", body.text("customer"));
    if (ErrorPath.LOCKED.is(customer.customerId())
        || ErrorPath.ABANDONS.is(customer.customerId())) {
      throw ApiException.badRequest(
          "customer",
          ErrorCode.FIELD_INVALID,
          customer.username() + " allows nothing; POST /sandbox/authorize shows how");
    }
    Set<Permission> permissions = PermissionRules.parse(body.texts("permissions"));
    Set<String> chosen = chosen(customer, body.optionalTexts("accountIds"));
    SandboxTokens.Made made = tokens.make(customer.customerId(), chosen, permissions);
    json(
        ctx.status(201),
        Map.of(
            "access_token", made.accessToken(),
            "token_type", "Bearer",
            "expires_in", SandboxTokens.LIFE.toSeconds(),
            "consent_id", made.consent().consentId(),
            "client_id", SandboxTokens.CLIENT_ID,
            "account_ids", made.consent().accountIds()));
  }

  private void authorize(Context ctx) {
    SandboxRequest body = SandboxRequest.of(ctx);
    Customer customer = customers.require("customer", body.text("customer"));
    String url = body.text("url");
    if (!url.startsWith(authorizationEndpoint)) {
      throw ApiException.badRequest(
          "url", ErrorCode.FIELD_INVALID, "url must start with " + authorizationEndpoint);
    }
    json(
        ctx,
        decide(body, customer, url)
            .map(address -> Map.<String, Object>of("redirect", address.toString()))
            .orElse(Map.of("abandoned", true)));
  }

  /** Where the browser is sent; nothing when the customer closes it. */
  private Optional<URI> decide(SandboxRequest body, Customer customer, String url) {
    String decision = body.optionalText("decision", "approve");
    if (!Set.of("approve", "refuse").contains(decision)) {
      throw ApiException.badRequest(
          "decision", ErrorCode.FIELD_INVALID, "decision is approve or refuse");
    }
    try {
      AuthorizationRequested request =
          authorization.check(url.substring(authorizationEndpoint.length()));
      if (ErrorPath.ABANDONS.is(customer.customerId())) {
        return Optional.empty();
      }
      return Optional.of(
          decision.equals("refuse")
              ? authorization.refuse(request, customer.customerId())
              : authorization.approve(
                  request,
                  customer.customerId(),
                  request.consent() == null
                      ? Set.of()
                      : chosen(customer, body.optionalTexts("accountIds"))));
    } catch (AuthorizationRefusedException e) {
      URI address =
          e.redirect()
              .orElseThrow(() ->
                  ApiException.badRequest(
                      "url", ErrorCode.FIELD_INVALID, String.valueOf(e.getMessage())));
      return Optional.of(address);
    }
  }

  private void revoke(Context ctx) {
    String consentId = ctx.pathParam("consentId");
    try {
      Consent revoked =
          database.inTransaction(unit -> consents.revoke(unit, consentId, InteractionId.of(ctx)));
      json(ctx, Map.of("consentId", consentId, "status", revoked.status().name()));
    } catch (IllegalConsentStateException e) {
      throw new ApiException(
          400,
          List.of(OBError.of(ErrorCode.INVALID_CONSENT_STATUS, String.valueOf(e.getMessage()))));
    }
  }

  /** The wanted accounts, or all of the customer's. */
  private Set<String> chosen(Customer customer, @Nullable List<String> wanted) {
    Set<String> held =
        database.read(handle -> accounts.heldBy(handle, customer.customerId())).stream()
            .map(Account::accountId)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> chosen = wanted == null ? held : new TreeSet<>(wanted);
    if (chosen.isEmpty() || !held.containsAll(chosen)) {
      throw ApiException.badRequest(
          "accountIds", ErrorCode.FIELD_INVALID, "choose at least one of the customer's " + held);
    }
    return chosen;
  }

  private static void json(Context ctx, Map<String, ?> answer) {
    ctx.contentType("application/json; charset=utf-8").result(OpenBankingJson.write(answer));
  }
}
