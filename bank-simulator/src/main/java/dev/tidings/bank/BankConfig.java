package dev.tidings.bank;

import dev.tidings.bank.sandbox.Activity;
import dev.tidings.http.Listener;
import dev.tidings.persistence.Database;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Everything a bank is told from outside.
 *
 * @param name shown to customers, such as {@code Alder Bank}
 * @param listener where it serves; the bank closes it
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
    Listener listener,
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
      Listener listener,
      String issuer,
      Path data,
      @Nullable String jdbcUrl,
      long seed,
      Activity activity,
      InstantSource clock) {
    this(name, listener, issuer, data, jdbcUrl, seed, activity, clock, Security.STANDARD);
  }

  String databaseUrl() {
    return jdbcUrl == null ? Database.embedded(data, "bank") : jdbcUrl;
  }
}
