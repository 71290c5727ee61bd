package dev.tidings.bank.console;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.bank.ledger.ErrorPath;
import dev.tidings.bank.oauth.Authorization;
import dev.tidings.bank.oauth.AuthorizationRefusedException;
import dev.tidings.bank.oauth.AuthorizationRequested;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pages a customer's browser sees: sign-in, consent, the access dashboard, alerts. */
public final class Console {

  private static final String LIST = AccessPages.PATH;
  private static final String AUTHORIZE = "/authorize?";

  private final CustomerDesk desk;
  private final Authorization authorization;
  private final Visits visits;
  private final Pages pages;
  private final AccessPages access;
  private final AlertPages alerts;

  /**
   * @param issuer the bank's base address
   */
  public Console(
      String bankName,
      String issuer,
      CustomerDesk desk,
      Authorization authorization,
      InstantSource clock) {
    this.desk = desk;
    this.authorization = authorization;
    this.visits = new Visits(issuer, clock);
    this.pages = new Pages(bankName);
    this.access =
        new AccessPages(
            desk, visits, pages, (ctx, session) -> showSignIn(ctx, session, LIST, null), clock);
    this.alerts = new AlertPages(desk, visits, pages);
  }

  public void register(RoutesConfig routes) {
    routes.before("/authorize", Pages::harden);
    routes.before("/console", Pages::harden);
    routes.before("/console/*", Pages::harden);
    routes.get("/authorize", this::authorize);
    routes.post("/console/decision", this::decide);
    routes.post("/console/sign-in", this::signIn);
    routes.post("/console/sign-out", this::signOut);
    routes.get("/console", ctx -> ctx.redirect(LIST, HttpStatus.SEE_OTHER));
    access.register(routes);
    routes.get("/console/bank.css", pages::style);
    alerts.register(routes);
    routes.get("/console/icon.svg", pages::icon);
    routes.exception(AuthorizationRefusedException.class, this::refused);
    routes.exception(
        PageException.class, (e, ctx) -> pages.problem(ctx, e.status(), e.heading(), e.text()));
  }

  private void authorize(Context ctx) {
    AuthorizationRequested request = authorization.check(ctx.queryString());
    Pages.formsMayLeadTo(ctx, request.redirectOrigin());
    Session session = visits.of(ctx);
    String here = AUTHORIZE + request.query();
    Optional<Customer> customer =
        signedIn(session).filter(known -> request.signIn().isMetBy(session.openedAt()));
    if (request.signIn().silently()) {
      leave(ctx, authorization.cannotBeSilent(request, customer.isPresent()));
      return;
    }
    if (customer.isEmpty()) {
      showSignIn(ctx, session, here, request.client().name());
      return;
    }
    if (ErrorPath.ABANDONS.is(customer.get().customerId())) {
      showWalkedAway(ctx, session, customer.get(), request);
      return;
    }
    authorization.requireOwn(request, customer.get().customerId());
    Consent consent = request.consent();
    if (consent == null) {
      showIdentity(ctx, session, customer.get(), request);
      return;
    }
    showConsent(ctx, session, customer.get(), request, chosenBefore(customer.get(), consent), null);
  }

  /** What the customer has shared by this consent; at the first time all there is. */
  private Set<String> chosenBefore(Customer customer, Consent consent) {
    return consent.accountIds().isEmpty()
        ? desk.accountsOf(customer.customerId()).stream()
            .map(Account::accountId)
            .collect(Collectors.toSet())
        : consent.accountIds();
  }

  private void decide(Context ctx) {
    Session session = visits.ofForm(ctx);
    Customer customer = signedIn(session).orElseThrow(PageException::stale);
    AuthorizationRequested request = authorization.check(ctx.formParam("request"));
    if (!request.signIn().isMetBy(session.openedAt())) {
      throw PageException.stale();
    }
    Set<String> chosen = Set.copyOf(ctx.formParams("account"));
    switch (String.valueOf(ctx.formParam("decision"))) {
      case "approve" -> {
        if (request.consent() != null && chosen.isEmpty()) {
          Pages.formsMayLeadTo(ctx, request.redirectOrigin());
          ctx.status(HttpStatus.BAD_REQUEST);
          showConsent(ctx, session, customer, request, chosen, "Choose at least one account.");
        } else {
          leave(
              ctx,
              authorization.approve(request, customer.customerId(), chosen, session.openedAt()));
        }
      }
      case "refuse" -> leave(ctx, authorization.refuse(request, customer.customerId()));
      default -> throw new PageException(400, "Not decided", "Allow the access, or refuse it.");
    }
  }

  private void signIn(Context ctx) {
    visits.ofForm(ctx);
    Customer customer =
        Optional.ofNullable(ctx.formParam("customer"))
            .flatMap(desk::named)
            .orElseThrow(
                () -> new PageException(400, "Who are you?", "The bank has no such customer."));
    if (ErrorPath.LOCKED.is(customer.customerId())) {
      showLocked(ctx);
      return;
    }
    visits.renew(ctx, customer.customerId());
    ctx.redirect(returnTo(ctx), HttpStatus.SEE_OTHER);
  }

  private void signOut(Context ctx) {
    visits.ofForm(ctx);
    visits.renew(ctx, null);
    ctx.redirect(returnTo(ctx), HttpStatus.SEE_OTHER);
  }

  private void refused(AuthorizationRefusedException refusal, Context ctx) {
    refusal
        .redirect()
        .ifPresentOrElse(
            address -> leave(ctx, address),
            () ->
                pages.problem(
                    ctx, 400, "This does not work", String.valueOf(refusal.getMessage())));
  }

  private void showSignIn(
      Context ctx, Session session, String returnTo, @Nullable String clientName) {
    Frame frame = pages.frame("Sign in", "", session, returnTo);
    pages.render(
        ctx, "signin.jte", new SignInView(frame, desk.customers(), desk.errorPaths(), clientName));
  }

  private void showConsent(
      Context ctx,
      Session session,
      Customer customer,
      AuthorizationRequested request,
      Set<String> chosen,
      @Nullable String problem) {
    Frame frame =
        pages.frame(
            "Share your account information?",
            customer.fullName(),
            session,
            AUTHORIZE + request.query());
    List<Account> accounts = desk.accountsOf(customer.customerId());
    pages.render(ctx, "consent.jte", ConsentView.of(frame, request, accounts, chosen, problem));
  }

  private void showIdentity(
      Context ctx, Session session, Customer customer, AuthorizationRequested request) {
    String here = AUTHORIZE + request.query();
    Frame frame = pages.frame("Say who you are?", customer.fullName(), session, here);
    pages.render(ctx, "identity.jte", IdentityView.of(frame, request));
  }

  /** The application hears of it only if the customer goes back there. */
  private void showLocked(Context ctx) {
    String heading = "You cannot sign in";
    String returnTo = returnTo(ctx);
    ProblemView.Link back = null;
    if (returnTo.startsWith(AUTHORIZE)) {
      AuthorizationRequested request = authorization.check(returnTo.substring(AUTHORIZE.length()));
      back =
          new ProblemView.Link(
              authorization.lockedOut(request).toString(), "Back to " + request.client().name());
    }
    ctx.status(HttpStatus.FORBIDDEN);
    pages.render(
        ctx,
        "problem.jte",
        new ProblemView(
            pages.frame(heading),
            heading,
            "Your sign-in is locked after too many tries. The bank would ask you to call.",
            back));
  }

  private void showWalkedAway(
      Context ctx, Session session, Customer customer, AuthorizationRequested request) {
    String heading = "The customer walked away";
    String here = AUTHORIZE + request.query();
    Frame frame = pages.frame(heading, customer.fullName(), session, here);
    String message =
        customer.fullName()
            + " closed this window without deciding. Nothing goes back to "
            + request.client().name()
            + ": no code and no error. To go on as somebody else, sign out.";
    pages.render(ctx, "problem.jte", new ProblemView(frame, heading, message, null));
  }

  private Optional<Customer> signedIn(Session session) {
    return Optional.ofNullable(session.customerId()).flatMap(desk::customer);
  }

  /** Out to the TPP: 303, so that a form's body is not sent along. */
  private static void leave(Context ctx, URI address) {
    ctx.redirect(address.toString(), HttpStatus.SEE_OTHER);
  }

  /** Only to pages of this bank: what comes in a form is no address to follow blindly. */
  private static String returnTo(Context ctx) {
    String wanted = ctx.formParam("return_to");
    return wanted != null && wanted.startsWith(AUTHORIZE) ? wanted : LIST;
  }
}
