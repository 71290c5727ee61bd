package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.ConsentUses;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Counts, for the customer to see, what TPPs read with each consent. Thread-safe. */
public final class CountReads {

  private static final int FIRST_ERROR_STATUS = 400;

  private final ConsentUses uses;

  public CountReads(ConsentUses uses) {
    this.uses = uses;
  }

  /** To be done once a server. */
  public void register(RoutesConfig routes) {
    routes.after(ApiLinks.BASE + "/*", this::count);
  }

  /** A read that was refused has shown nothing. */
  private void count(Context ctx) {
    if (ctx.statusCode() < FIRST_ERROR_STATUS) {
      ReadingUnder.of(ctx).ifPresent(consent -> uses.read(consent.consentId()));
    }
  }
}
