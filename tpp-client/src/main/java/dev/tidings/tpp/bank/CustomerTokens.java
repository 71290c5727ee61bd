package dev.tidings.tpp.bank;

import dev.tidings.tpp.bank.TokenEndpoint.Tokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The customer's access tokens, renewed only when a call needs one and never twice at the same
 * time. Thread-safe.
 */
public final class CustomerTokens {

  /** A token is not used in its last moments. */
  static final Duration TOKEN_MARGIN = Duration.ofSeconds(2);

  private final Connections connections;
  private final TokenEndpoint tokenEndpoint;
  private final InstantSource clock;
  private final Map<String, Lock> locks = new ConcurrentHashMap<>();

  public CustomerTokens(Connections connections, TokenEndpoint tokenEndpoint, InstantSource clock) {
    this.connections = connections;
    this.tokenEndpoint = tokenEndpoint;
    this.clock = clock;
  }

  /**
   * A token to call with.
   *
   * @param rejected the token that the bank has just rejected, if any
   * @throws BankException.ConsentEnded when the bank gives none any more
   */
  String access(Bank bank, Connection connection, @Nullable String rejected) throws BankException {
    Lock lock = locks.computeIfAbsent(connection.connectionId(), id -> new ReentrantLock());
    lock.lock();
    try {
      Tokens tokens =
          connections
              .tokens(connection.connectionId())
              .orElseThrow(() -> new BankException.ConsentEnded("the connection has ended"));
      if (!tokens.access().equals(rejected)
          && clock.instant().isBefore(tokens.expiresAt().minus(TOKEN_MARGIN))) {
        return tokens.access();
      }
      String refresh = tokens.refresh();
      if (refresh == null) {
        throw new BankException.ConsentEnded("the bank gave no refresh token");
      }
      Tokens fresh = tokenEndpoint.refresh(bank, refresh);
      connections.store(connection.connectionId(), fresh);
      return fresh.access();
    } finally {
      lock.unlock();
    }
  }
}
