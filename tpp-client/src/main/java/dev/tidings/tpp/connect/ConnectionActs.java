package dev.tidings.tpp.connect;

import dev.tidings.tpp.bank.BankException;
import dev.tidings.tpp.bank.OurAddresses;
import dev.tidings.tpp.view.BankStatuses;
import dev.tidings.tpp.view.EventChannel.Way;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the customer can do to a connection: revoke it, and choose how its events come. From the
 * page it leads back there; under {@code /api} it answers 204, or a failure as JSON.
 */
public final class ConnectionActs {

  private static final String PAGE = "/connections";
  private static final String BANK = "bankId";
  private static final String CHANNEL = "channel";

  private final SameOrigin sameOrigin;
  private final RevokeConnection revokeConnection;
  private final Switch switchTo;
  private final BankStatuses statuses;

  /** Changes the way that a bank's events come on. */
  public interface Switch {
    void to(String bankId, Way way) throws BankException;
  }

  public ConnectionActs(
      OurAddresses addresses,
      RevokeConnection revokeConnection,
      Switch switchTo,
      BankStatuses statuses) {
    this.sameOrigin = new SameOrigin(addresses);
    this.revokeConnection = revokeConnection;
    this.switchTo = switchTo;
    this.statuses = statuses;
  }

  public void register(RoutesConfig routes) {
    for (String base : new String[] {"", "/api"}) {
      routes.post(
          base + "/connections/{bankId}/revoke",
          ctx -> act(ctx, bankId -> revokeConnection.revoke(bankId)));
      routes.post(base + "/connections/{bankId}/channel", this::channel);
    }
  }

  private interface Act {
    void on(String bankId) throws BankException;
  }

  private void channel(Context ctx) {
    Optional<Way> way = way(ctx.formParam(CHANNEL));
    if (way.isEmpty() && sameOrigin.allows(ctx)) {
      Refusal.answer(ctx, 400, "invalid_parameter", "channel must be push or poll");
      return;
    }
    act(ctx, bankId -> switchTo.to(bankId, way.orElseThrow()));
  }

  private void act(Context ctx, Act act) {
    String bankId = ctx.pathParam(BANK);
    if (!sameOrigin.allows(ctx)) {
      Refusal.answer(ctx, 403, "foreign_page", "Only our own pages and programs may do this.");
      return;
    }
    if (!statuses.isKnown(bankId)) {
      Refusal.answer(ctx, 404, "not_found", "We know no bank of that id.");
      return;
    }
    try {
      act.on(bankId);
      statuses.settled(bankId);
      if (isApi(ctx)) {
        ctx.status(204);
      } else {
        ctx.status(303).header("Location", PAGE);
      }
    } catch (BankException e) {
      if (isApi(ctx)) {
        Refusal.answer(ctx, 502, "bank_refused", e.words());
      } else {
        statuses.detail(bankId, "That did not work: " + e.words());
        ctx.status(303).header("Location", PAGE);
      }
    }
  }

  private static Optional<Way> way(@Nullable String text) {
    return switch (text == null ? "" : text.toLowerCase(Locale.ROOT)) {
      case "push" -> Optional.of(Way.PUSH);
      case "poll" -> Optional.of(Way.POLL);
      default -> Optional.empty();
    };
  }

  private static boolean isApi(Context ctx) {
    return ctx.path().startsWith("/api/");
  }
}
