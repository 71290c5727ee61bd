package dev.tidings.bank.console;

import dev.tidings.bank.console.AccessView.Access;
import dev.tidings.bank.ledger.Customer;
import dev.tidings.http.InteractionId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The access dashboard: which applications can read a customer's accounts, and how to stop one.
 * Source: Open Banking Customer Experience Guidelines v4.0, Access Dashboards.
 */
final class AccessPages {

  static final String PATH = "/console/consents";

  private static final String TITLE = "Who can read my accounts";

  private final CustomerDesk desk;
  private final Visits visits;
  private final Pages pages;
  private final BiConsumer<Context, Session> signIn;
  private final InstantSource clock;

  /**
   * @param signIn shows the page on which customers say who they are
   */
  AccessPages(
      CustomerDesk desk,
      Visits visits,
      Pages pages,
      BiConsumer<Context, Session> signIn,
      InstantSource clock) {
    this.desk = desk;
    this.visits = visits;
    this.pages = pages;
    this.signIn = signIn;
    this.clock = clock;
  }

  void register(RoutesConfig routes) {
    routes.get(PATH, this::list);
    routes.get(PATH + "/{consentId}/revoke", this::askAgain);
    routes.post(PATH + "/{consentId}/revoke", this::revoke);
  }

  private void list(Context ctx) {
    Session session = visits.of(ctx);
    Optional<Customer> customer = signedIn(session);
    if (customer.isEmpty()) {
      signIn.accept(ctx, session);
      return;
    }
    List<Access> all = desk.accessTo(customer.get().customerId(), clock.instant());
    pages.render(
        ctx,
        "consents.jte",
        new AccessView(
            frame(TITLE, customer.get(), session),
            all.stream().filter(Access::live).toList(),
            all.stream().filter(access -> !access.live()).toList()));
  }

  private void askAgain(Context ctx) {
    Session session = visits.of(ctx);
    Optional<Customer> customer = signedIn(session);
    if (customer.isEmpty()) {
      signIn.accept(ctx, session);
      return;
    }
    String consentId = ctx.pathParam("consentId");
    Access access =
        desk.accessTo(customer.get().customerId(), clock.instant()).stream()
            .filter(one -> one.consentId().equals(consentId))
            .findFirst()
            .orElseThrow(CustomerDesk::notYours);
    if (!access.live()) {
      throw CustomerDesk.nothingToStop();
    }
    Frame frame = frame("Stop access?", customer.get(), session);
    pages.render(ctx, "stop.jte", new StopView(frame, access));
  }

  private void revoke(Context ctx) {
    Session session = visits.ofForm(ctx);
    Customer customer = signedIn(session).orElseThrow(PageException::stale);
    desk.revoke(customer.customerId(), ctx.pathParam("consentId"), InteractionId.of(ctx));
    ctx.redirect(PATH, HttpStatus.SEE_OTHER);
  }

  private Frame frame(String title, Customer customer, Session session) {
    return pages.frame(title, customer.fullName(), session, PATH);
  }

  private Optional<Customer> signedIn(Session session) {
    return Optional.ofNullable(session.customerId()).flatMap(desk::customer);
  }
}
