package dev.tidings.bank;

import dev.tidings.http.Listener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much the bank asks of those who call it.
 *
 * @param strict whether ready tokens of the sandbox are neither made nor taken, and requests about
 *     event subscriptions have to be signed
 * @param tls null for plain HTTP
 */
public record Security(boolean strict, @Nullable Tls tls) {

  /** For a laptop: ready tokens for {@code curl}. */
  public static final Security STANDARD = new Security(false, null);

  /**
   * HTTPS at the bank's own address, and at a second one for clients with certificates.
   *
   * @param listener of the second; the bank closes it
   * @param address the second's base address as others reach it, without a slash at the end
   */
  public record Tls(Listener listener, String address) {}

  /** Where clients show their certificates, or null. */
  @Nullable String certificateAddress() {
    return tls == null ? null : tls.address();
  }

  /** The base addresses by which the bank is reached. */
  List<String> addresses(String issuer) {
    return tls == null ? List.of(issuer) : List.of(issuer, tls.address());
  }
}
