package dev.tidings.bank;

import dev.tidings.bank.sandbox.Activity;
import dev.tidings.persistence.Database;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Everything a bank is told from outside.
 *
 * @param name shown to customers, such as {@code Alder Bank}
 * @param host address to listen on
 * @param port to listen on
 * @param issuer the bank's base address as others reach it, without a slash at the end
 * @param data folder for keys and the embedded database; made when missing
 * @param jdbcUrl null for the embedded database in {@code data}
 * @param seed decides customers, accounts, history and activity
 * @param activity how lively the customers are
 * @param clock where time comes from
 * @param security how much is asked of callers
 */
public record BankConfig(
    String name,
    String host,
    int port,
    String issuer,
    Path data,
    @Nullable String jdbcUrl,
    long seed,
    Activity activity,
    InstantSource clock,
    Security security) {

  /** With the standard security. */
  public BankConfig(
      String name,
      String host,
      int port,
      String issuer,
      Path data,
      @Nullable String jdbcUrl,
      long seed,
      Activity activity,
      InstantSource clock) {
    this(name, host, port, issuer, data, jdbcUrl, seed, activity, clock, Security.STANDARD);
  }

  String databaseUrl() {
    return jdbcUrl == null ? Database.embedded(data, "bank") : jdbcUrl;
  }
}
