package dev.tidings.tpp.inbox;

import dev.tidings.http.InteractionId;
import dev.tidings.jose.KeysUnavailableException;
import dev.tidings.jose.RemoteKeys;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.persistence.Database;
import dev.tidings.securityevent.SetError;
import dev.tidings.securityevent.SetRejectedException;
import dev.tidings.securityevent.SetVerifier;
import dev.tidings.tpp.bank.Banks;
import dev.tidings.tpp.bank.Connections;
import dev.tidings.tpp.bank.OurAddresses;
import dev.tidings.tpp.meter.Meter;
import dev.tidings.tpp.refresh.EndConnection;
import dev.tidings.tpp.refresh.Refreshing;
import dev.tidings.tpp.refresh.WantedRefreshes;
import dev.tidings.tpp.view.EventChannel.Arrival;
import dev.tidings.tpp.view.EventChannels;
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
public final class Inbox implements AutoCloseable {

  /** {@code application/jwt} is the standard's; the others are tolerated. */
  private static final Set<String> CONTENT_TYPES =
      Set.of("application/jwt", "application/jose", "application/secevent+jwt");

  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  private final AcceptSet acceptSet;
  private final ForgetReceived forgetReceived;

  private Inbox(AcceptSet acceptSet, ForgetReceived forgetReceived) {
    this.acceptSet = acceptSet;
    this.forgetReceived = forgetReceived;
  }

  /** Puts the parts together. */
  public static Inbox create(
      Database database,
      SetVerifier verifier,
      Banks banks,
      Connections connections,
      WantedRefreshes wanted,
      Refreshing refreshing,
      EndConnection endConnection,
      EventChannels channels,
      Gaps gaps,
      ViewChanges changes,
      Meter meter,
      InstantSource clock) {
    ReceivedEvents received = new ReceivedEvents(database, clock);
    StoreEvent storeEvent =
        new StoreEvent(
            database,
            received,
            connections,
            wanted,
            refreshing,
            endConnection,
            new StoreEvent.Noted(channels, new AccountVersions(), gaps, changes, meter),
            clock);
    return new Inbox(
        new AcceptSet(verifier, banks, storeEvent, meter, changes),
        new ForgetReceived(received, clock));
  }

  /** Begins to forget events too old to be repeated. */
  public void begin() {
    forgetReceived.begin();
  }

  @Override
  public void close() {
    forgetReceived.close();
  }

  /** What takes in events that come on other ways than ours. */
  public AcceptSet acceptSet() {
    return acceptSet;
  }

  public void register(RoutesConfig routes) {
    routes.post(OurAddresses.EVENTS_PATH, this::receive);
  }

  private void receive(Context ctx) throws IOException {
    InteractionId.echo(ctx);
    try {
      Runnable afterAnswer = acceptSet.accept(read(ctx), Arrival.PUSHED);
      ctx.status(202).header("Content-Length", "0");
      ctx.res().flushBuffer();
      afterAnswer.run();
    } catch (SetRejectedException e) {
      reject(ctx, e);
    } catch (KeysUnavailableException e) {
      // It may well be genuine: the bank is to send it again.
      log.warn("event not judged: {}", e.getMessage());
      ctx.status(503).header("Retry-After", Long.toString(RemoteKeys.REFETCH_INTERVAL.toSeconds()));
    }
  }

  private String read(Context ctx) throws IOException, SetRejectedException {
    String sent = ctx.contentType();
    String type = sent == null ? "" : sent.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!CONTENT_TYPES.contains(type)) {
      SetRejectedException refusal =
          AcceptSet.rejected(SetError.INVALID_REQUEST, "Content-Type must be application/jwt");
      acceptSet.refused(refusal);
      throw refusal;
    }
    byte[] body = ctx.bodyInputStream().readNBytes(SetVerifier.SET_LENGTH_MAX + 1);
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  private static void reject(Context ctx, SetRejectedException e) {
    Map<String, String> error = new LinkedHashMap<>();
    error.put("err", e.error().code());
    error.put("description", String.valueOf(e.getMessage()));
    ctx.status(400)
        .contentType("application/json")
        .header("Content-Language", "en")
        .result(OpenBankingJson.write(error));
  }
}
