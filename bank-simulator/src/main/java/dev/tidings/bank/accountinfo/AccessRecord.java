package dev.tidings.bank.accountinfo;

import dev.tidings.http.InteractionId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * The latest calls that TPPs made, in memory: so that a change can be followed to the calls it
 * brought about. A restart forgets them. Thread-safe.
 */
public final class AccessRecord {

  /** Calls remembered; above it the oldest goes. */
  public static final int CALLS_MAX = 10_000;

  private static final String CLIENT = AccessRecord.class.getName();
  private static final Set<String> OF_ALL_ACCOUNTS =
      Set.of("/accounts", "/balances", "/transactions");

  /**
   * A call that brought a token of a TPP.
   *
   * @param path without the query
   */
  public record Call(
      String clientId, Instant at, String method, String path, int status, String interactionId) {}

  private final InstantSource clock;
  private final Deque<Call> calls = new ArrayDeque<>();

  public AccessRecord(InstantSource clock) {
    this.clock = clock;
  }

  /** Records every call of the account information API. To be done once a server. */
  public void register(RoutesConfig routes) {
    routes.after(ApiLinks.BASE + "/*", this::add);
  }

  /** The calls of a TPP about an account or about all its accounts, in that time, oldest first. */
  public synchronized List<Call> of(
      String clientId, String accountId, Instant from, Instant until, int limit) {
    return calls.stream()
        .filter(call -> call.clientId().equals(clientId))
        .filter(call -> !call.at().isBefore(from) && call.at().isBefore(until))
        .filter(call -> isAbout(call.path(), accountId))
        .limit(limit)
        .toList();
  }

  /** Remembers who calls, for the record of this request. */
  static void calledBy(Context ctx, String clientId) {
    ctx.attribute(CLIENT, clientId);
  }

  private static boolean isAbout(String path, String accountId) {
    String below = path.substring(ApiLinks.BASE.length());
    String account = "/accounts/" + accountId;
    return OF_ALL_ACCOUNTS.contains(below)
        || below.equals(account)
        || below.startsWith(account + "/");
  }

  private void add(Context ctx) {
    String clientId = ctx.attribute(CLIENT);
    if (clientId == null) {
      return;
    }
    Call call =
        new Call(
            clientId,
            clock.instant(),
            ctx.method().name(),
            ctx.path(),
            ctx.statusCode(),
            InteractionId.of(ctx));
    synchronized (this) {
      if (calls.size() == CALLS_MAX) {
        calls.removeFirst();
      }
      calls.addLast(call);
    }
  }
}
