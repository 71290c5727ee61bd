package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.ConsentUses;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Counts, for the customer to see, what TPPs read with each consent. Thread-safe. */
public final class CountReads {

  private static final String CONSENT = CountReads.class.getName();
  private static final int FIRST_ERROR_STATUS = 400;

  private final ConsentUses uses;

  public CountReads(ConsentUses uses) {
    this.uses = uses;
  }

  /** To be done once a server. */
  public void register(RoutesConfig routes) {
    routes.after(ApiLinks.BASE + "/*", this::count);
  }

  /** Remembers under which consent this request reads. */
  static void readsUnder(Context ctx, Consent consent) {
    ctx.attribute(CONSENT, consent.consentId());
  }

  /** A read that was refused has shown nothing. */
  private void count(Context ctx) {
    String consentId = ctx.attribute(CONSENT);
    if (consentId != null && ctx.statusCode() < FIRST_ERROR_STATUS) {
      uses.read(consentId);
    }
  }
}
