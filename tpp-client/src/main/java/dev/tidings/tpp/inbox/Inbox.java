package dev.tidings.tpp.inbox;

import dev.tidings.http.InteractionId;
import dev.tidings.jose.KeysUnavailableException;
import dev.tidings.jose.RemoteKeys;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.persistence.Database;
import dev.tidings.securityevent.SecurityEvent;
import dev.tidings.securityevent.SetError;
import dev.tidings.securityevent.SetRejectedException;
import dev.tidings.securityevent.SetVerifier;
import dev.tidings.tpp.bank.Bank;
import dev.tidings.tpp.bank.Banks;
import dev.tidings.tpp.bank.Connections;
import dev.tidings.tpp.bank.OurAddresses;
import dev.tidings.tpp.inbox.StoreEvent.Stored;
import dev.tidings.tpp.meter.Meter;
import dev.tidings.tpp.refresh.EndConnection;
import dev.tidings.tpp.refresh.Refreshing;
import dev.tidings.tpp.refresh.WantedRefreshes;
import dev.tidings.tpp.view.ViewChanges;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event endpoint. 202 says that the event is stored and will have its effect, or had it before;
 * 400 that it is not believed. Source: OBIE R/W v4.0, Event Notification; RFC 8935 §2.
 */
public final class Inbox {

  /** {@code application/jwt} is the standard's; the others are tolerated. */
  private static final Set<String> CONTENT_TYPES =
      Set.of("application/jwt", "application/jose", "application/secevent+jwt");

  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  private final SetVerifier verifier;
  private final Banks banks;
  private final StoreEvent storeEvent;
  private final Meter meter;
  private final ViewChanges changes;

  private Inbox(
      SetVerifier verifier, Banks banks, StoreEvent storeEvent, Meter meter, ViewChanges changes) {
    this.verifier = verifier;
    this.banks = banks;
    this.storeEvent = storeEvent;
    this.meter = meter;
    this.changes = changes;
  }

  /** Puts the parts together and forgets events too old to be repeated. */
  public static Inbox create(
      Database database,
      SetVerifier verifier,
      Banks banks,
      Connections connections,
      WantedRefreshes wanted,
      Refreshing refreshing,
      EndConnection endConnection,
      ViewChanges changes,
      Meter meter,
      InstantSource clock) {
    ReceivedEvents received = new ReceivedEvents(database, clock);
    received.forgetOld();
    return new Inbox(
        verifier,
        banks,
        new StoreEvent(
            database,
            received,
            connections,
            wanted,
            refreshing,
            endConnection,
            changes,
            meter,
            clock),
        meter,
        changes);
  }

  public void register(RoutesConfig routes) {
    routes.post(OurAddresses.EVENTS_PATH, this::receive);
  }

  private void receive(Context ctx) throws IOException {
    InteractionId.echo(ctx);
    try {
      SecurityEvent set = read(ctx);
      Bank bank =
          banks
              .withIssuer(set.issuer())
              .orElseThrow(() -> rejected(SetError.INVALID_ISSUER, "not registered any more"));
      Stored stored = storeEvent.store(bank, set);
      if (stored.outcome() == Outcome.UNKNOWN_ACCOUNT) {
        log.warn("event {} of {} names an account that is not connected", set.jti(), bank.bankId());
      }
      ctx.status(202).header("Content-Length", "0");
      ctx.res().flushBuffer();
      stored.afterAnswer().run();
    } catch (SetRejectedException e) {
      reject(ctx, e);
    } catch (KeysUnavailableException e) {
      // It may well be genuine: the bank is to send it again.
      log.warn("event not judged: {}", e.getMessage());
      ctx.status(503).header("Retry-After", Long.toString(RemoteKeys.REFETCH_INTERVAL.toSeconds()));
    }
  }

  private SecurityEvent read(Context ctx) throws IOException, SetRejectedException {
    String sent = ctx.contentType();
    String type = sent == null ? "" : sent.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!CONTENT_TYPES.contains(type)) {
      throw rejected(SetError.INVALID_REQUEST, "Content-Type must be application/jwt");
    }
    byte[] body = ctx.bodyInputStream().readNBytes(SetVerifier.SET_LENGTH_MAX + 1);
    SecurityEvent set = verifier.verify(new String(body, StandardCharsets.ISO_8859_1));
    if (set.jti().length() > ReceivedEvents.JTI_LENGTH_MAX) {
      throw rejected(
          SetError.INVALID_REQUEST,
          "jti is longer than " + ReceivedEvents.JTI_LENGTH_MAX + " characters");
    }
    return set;
  }

  private void reject(Context ctx, SetRejectedException e) {
    meter.count(Meter.Total.EVENTS_REJECTED);
    log.warn("event rejected, {}: {}", e.error().code(), e.getMessage());
    Map<String, String> error = new LinkedHashMap<>();
    error.put("err", e.error().code());
    error.put("description", String.valueOf(e.getMessage()));
    ctx.status(400)
        .contentType("application/json")
        .header("Content-Language", "en")
        .result(OpenBankingJson.write(error));
    changes.tell(new ViewChanges.Notice.Touched());
  }

  private static SetRejectedException rejected(SetError error, String description) {
    return new SetRejectedException(error, description);
  }
}
