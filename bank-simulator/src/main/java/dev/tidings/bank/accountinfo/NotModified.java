package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.ledger.Account;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Answers 304 to who has it already. Asked only after token, consent and permissions have been
 * looked at, so that it tells nothing to who may not read. Source: RFC 9110 §13.1.2, §15.4.5.
 */
final class NotModified {

  private static final String RIGHT = NotModified.class.getName();

  private NotModified() {}

  /** Remembers under which consent this request is answered. */
  static void under(Context ctx, Consent consent) {
    ctx.attribute(RIGHT, "consent " + consent.consentId() + " " + consent.version());
  }

  /** Remembers which TPP asks for itself. */
  static void forClient(Context ctx, String clientId) {
    ctx.attribute(RIGHT, "client " + clientId);
  }

  /**
   * For what follows from address, consent and these accounts: whether the caller has it, and the
   * answer is made.
   */
  static boolean sent(Context ctx, String address, List<Account> accounts) {
    String query = ctx.queryString();
    String whole = query == null ? address : address + "?" + query;
    return sent(ctx, EntityTag.ofVersions(right(ctx), whole, accounts));
  }

  /** For anything else: whether the caller has these bytes, and the answer is made. */
  static boolean sent(Context ctx, byte[] bytes) {
    return sent(ctx, EntityTag.ofBytes(right(ctx), bytes));
  }

  /** Whether the answer has its name already. */
  static boolean isNamed(Context ctx) {
    return ctx.res().containsHeader("ETag");
  }

  private static boolean sent(Context ctx, EntityTag tag) {
    ctx.header("ETag", tag.header());
    ctx.header("Cache-Control", "private, no-cache");
    ctx.header("Vary", "Authorization");
    if (!tag.isNamedBy(Collections.list(ctx.req().getHeaders("If-None-Match")))) {
      return false;
    }
    ctx.status(304);
    return true;
  }

  private static String right(Context ctx) {
    return Objects.requireNonNull(ctx.attribute(RIGHT), "the caller is checked first");
  }
}
