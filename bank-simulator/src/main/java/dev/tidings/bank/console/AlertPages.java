package dev.tidings.bank.console;

import dev.tidings.bank.alerts.AlertLimits;
import dev.tidings.bank.ledger.Customer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page on which a signed-in customer sets the limits of alerts. */
final class AlertPages {

  private static final String PATH = "/console/alerts";

  private final CustomerDesk desk;
  private final Visits visits;
  private final Pages pages;

  AlertPages(CustomerDesk desk, Visits visits, Pages pages) {
    this.desk = desk;
    this.visits = visits;
    this.pages = pages;
  }

  void register(RoutesConfig routes) {
    routes.get(PATH, this::show);
    routes.post(PATH, this::set);
  }

  private void show(Context ctx) {
    Session session = visits.of(ctx);
    Optional<Customer> customer = signedIn(session);
    if (customer.isEmpty()) {
      ctx.redirect("/console/consents", HttpStatus.SEE_OTHER);
      return;
    }
    AlertLimits limits = desk.limitsOf(customer.get().customerId());
    boolean saved = ctx.queryParam("saved") != null;
    pages.render(ctx, "alerts.jte", AlertsView.of(frame(customer.get(), session), limits, saved));
  }

  private void set(Context ctx) {
    Session session = visits.ofForm(ctx);
    Customer customer = signedIn(session).orElseThrow(PageException::stale);
    String low = field(ctx, "low_balance");
    String large = field(ctx, "large_transaction");
    boolean salary = ctx.formParam("salary_arrived") != null;
    try {
      desk.setLimits(
          customer.customerId(), new AlertLimits(minorOrNever(low), minorOrNever(large), salary));
      ctx.redirect(PATH + "?saved=1", HttpStatus.SEE_OTHER);
    } catch (IllegalArgumentException e) {
      String problem =
          "A limit is an amount such as 100.00; that of a payment is more than 0. Leave it empty for none.";
      ctx.status(HttpStatus.BAD_REQUEST);
      pages.render(
          ctx,
          "alerts.jte",
          new AlertsView(frame(customer, session), low, large, salary, false, problem));
    }
  }

  private Frame frame(Customer customer, Session session) {
    return pages.frame("Alerts", customer.fullName(), session, "/console/consents");
  }

  private Optional<Customer> signedIn(Session session) {
    return Optional.ofNullable(session.customerId()).flatMap(desk::customer);
  }

  private static @Nullable Long minorOrNever(String decimal) {
    return decimal.isEmpty() ? null : AlertLimits.minor(decimal);
  }

  private static String field(Context ctx, String name) {
    String sent = ctx.formParam(name);
    return sent == null ? "" : sent.strip();
  }
}
