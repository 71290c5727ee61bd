package dev.tidings.tpp.connect;

import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.persistence.Database;
import dev.tidings.tpp.bank.AccountApi;
import dev.tidings.tpp.bank.AuthorizationEndpoint;
import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.bank.Banks;
import dev.tidings.tpp.bank.Connections;
import dev.tidings.tpp.bank.ConsentApi;
import dev.tidings.tpp.bank.OurAddresses;
import dev.tidings.tpp.bank.TokenEndpoint;
import dev.tidings.tpp.bank.TokenVault;
import dev.tidings.tpp.meter.Meter;
import dev.tidings.tpp.refresh.EndConnection;
import dev.tidings.tpp.refresh.Refreshing;
import dev.tidings.tpp.refresh.WantedRefreshes;
import dev.tidings.tpp.view.BankStatuses;
import dev.tidings.tpp.view.ViewedAccounts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /connect?bank=…} sends the customer to the bank, {@code /callback} takes them back. The
 * state is bound to the browser by a cookie, so that nobody can be made to finish another person's
 * sign-in.
 */
public final class ConnectRoutes {

  private static final String COOKIE_PREFIX = "tidings-connect-";

  private final OurAddresses addresses;
  private final Banks banks;
  private final AuthorizationEndpoint authorizationEndpoint;
  private final ChooseConsent chooseConsent;
  private final BankStatuses statuses;
  private final AuthorizationRequests requests;
  private final OpenConnection openConnection;

  ConnectRoutes(
      OurAddresses addresses,
      Banks banks,
      AuthorizationEndpoint authorizationEndpoint,
      ChooseConsent chooseConsent,
      BankStatuses statuses,
      AuthorizationRequests requests,
      OpenConnection openConnection) {
    this.addresses = addresses;
    this.banks = banks;
    this.authorizationEndpoint = authorizationEndpoint;
    this.chooseConsent = chooseConsent;
    this.statuses = statuses;
    this.requests = requests;
    this.openConnection = openConnection;
  }

  /** Puts the parts together. */
  public static ConnectRoutes create(
      Database database,
      OurAddresses addresses,
      TokenVault vault,
      Banks banks,
      AuthorizationEndpoint authorizationEndpoint,
      TokenEndpoint tokenEndpoint,
      Connections connections,
      ConsentApi consents,
      AccountApi api,
      BankStatuses statuses,
      Meter meter,
      WantedRefreshes wanted,
      Refreshing refreshing,
      EndConnection endConnection,
      InstantSource clock) {
    OpenConnection openConnection =
        new OpenConnection(
            database,
            addresses,
            tokenEndpoint,
            connections,
            consents,
            api,
            new OpenConnection.Shown(statuses, new ViewedAccounts(), meter),
            new OpenConnection.Reading(wanted, refreshing, endConnection),
            clock);
    return new ConnectRoutes(
        addresses,
        banks,
        authorizationEndpoint,
        new ChooseConsent(consents, connections, clock),
        statuses,
        new AuthorizationRequests(database, vault, clock),
        openConnection);
  }

  public void register(RoutesConfig routes) {
    routes.get("/connect", this::connect);
    routes.get(OurAddresses.CALLBACK_PATH, this::callback);
  }

  private void connect(Context ctx) {
    String bankId = String.valueOf(ctx.queryParam("bank"));
    if (!statuses.isKnown(bankId)) {
      answer(ctx, 404, "We know no bank '" + bankId + "'.");
      return;
    }
    Optional<Bank> bank = banks.find(bankId);
    if (bank.isEmpty()) {
      statuses.detail(bankId, "The bank has not registered us yet; please try again later.");
      ctx.redirect("/");
      return;
    }
    try {
      ChooseConsent.Chosen consent = chooseConsent.choose(bank.get());
      String cookie = RandomText.fresh();
      AuthorizationRequest request =
          new AuthorizationRequest(
              RandomText.fresh(),
              bankId,
              consent.consentId(),
              consent.expiresAt(),
              RandomText.fresh(),
              RandomText.digest(cookie));
      String address = authorizationEndpoint.address(bank.get(), parameters(request));
      requests.add(request);
      setCookie(ctx, bankId, cookie, (int) AuthorizationRequests.LIFE.toSeconds());
      ctx.redirect(address);
    } catch (BankException e) {
      statuses.detail(bankId, "Connecting did not work: " + e.words());
      ctx.redirect("/");
    }
  }

  private void callback(Context ctx) {
    Optional<AuthorizationRequest> found =
        Optional.ofNullable(ctx.queryParam("state")).flatMap(requests::find);
    if (found.isEmpty()) {
      answer(ctx, 400, "This sign-in is unknown, was used already, or took too long.");
      return;
    }
    AuthorizationRequest request = found.get();
    String cookie = ctx.cookie(COOKIE_PREFIX + request.bankId());
    if (cookie == null || !RandomText.digest(cookie).equals(request.browser())) {
      answer(ctx, 400, "This sign-in was not begun in this browser.");
      return;
    }
    Optional<Bank> bank = banks.find(request.bankId());
    if (bank.isEmpty() || !bank.get().issuer().equals(ctx.queryParam("iss"))) {
      answer(ctx, 400, "This answer does not come from the bank that was asked.");
      return;
    }
    if (!requests.use(request)) {
      answer(ctx, 400, "This sign-in was used already.");
      return;
    }
    setCookie(ctx, request.bankId(), "", 0);
    finish(request, bank.get(), ctx.queryParam("code"), refusal(ctx));
    ctx.redirect("/");
  }

  private void finish(
      AuthorizationRequest request, Bank bank, @Nullable String code, String refusal) {
    if (code == null) {
      statuses.detail(bank.bankId(), refusal);
      return;
    }
    try {
      openConnection.open(bank, request, code);
    } catch (BankException e) {
      statuses.detail(bank.bankId(), "Connecting did not work: " + e.words());
    }
  }

  private static String refusal(Context ctx) {
    String error = String.valueOf(ctx.queryParam("error"));
    String description = ctx.queryParam("error_description");
    return error.equals("access_denied")
        ? "You did not agree at the bank; nothing was connected."
        : "The bank answered " + error + (description == null ? "" : ": " + description);
  }

  private Map<String, String> parameters(AuthorizationRequest request) {
    Map<String, Object> intent = Map.of("value", request.consentId(), "essential", true);
    Map<String, Object> claims = Map.of("id_token", Map.of("openbanking_intent_id", intent));
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("redirect_uri", addresses.callback());
    parameters.put("scope", TokenEndpoint.SCOPE);
    parameters.put("state", request.state());
    parameters.put("code_challenge", RandomText.digest(request.codeVerifier()));
    parameters.put("code_challenge_method", "S256");
    parameters.put("claims", OpenBankingJson.write(claims));
    return parameters;
  }

  private void setCookie(Context ctx, String bankId, String value, int secondsToLive) {
    boolean secure = addresses.publicUrl().startsWith("https:");
    ctx.cookie(
        new Cookie(
            COOKIE_PREFIX + bankId,
            value,
            OurAddresses.CALLBACK_PATH,
            secondsToLive,
            secure,
            true,
            null,
            SameSite.LAX));
  }

  private static void answer(Context ctx, int status, String words) {
    ctx.status(status)
        .contentType("text/plain; charset=utf-8")
        .result(words + " Go back to the start page and connect again.\n");
  }
}
