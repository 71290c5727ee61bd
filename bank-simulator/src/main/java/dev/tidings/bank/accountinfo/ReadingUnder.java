package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import io.javalin.http.Context;
import java.util.Optional;

/** The consent under which a request reads, for whatever looks at it after the answer is made. */
final class ReadingUnder {

  private static final String CONSENT = ReadingUnder.class.getName();

  private ReadingUnder() {}

  static void set(Context ctx, Consent consent) {
    ctx.attribute(CONSENT, consent);
  }

  static Optional<Consent> of(Context ctx) {
    return Optional.ofNullable(ctx.attribute(CONSENT));
  }
}
