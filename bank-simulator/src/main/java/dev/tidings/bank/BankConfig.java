package dev.tidings.bank;

import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Everything a bank is told from outside.
 *
 * @param name shown to customers, such as {@code Alder Bank}
 * @param host address to listen on
 * @param port 0 for a free one
 * @param data folder for keys and the embedded database; made when missing
 * @param jdbcUrl null for the embedded database in {@code data}
 * @param seed decides customers, accounts, history and activity
 * @param activity how lively the customers are
 * @param clock where time comes from
 */
public record BankConfig(
    String name,
    String host,
    int port,
    Path data,
    @Nullable String jdbcUrl,
    long seed,
    Activity activity,
    InstantSource clock) {

  /** How often customers move money by themselves. */
  public enum Activity {
    off,
    calm,
    busy
  }
}
