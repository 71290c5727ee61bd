package dev.tidings.bank.http;

import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;

/** Where the bank goes when a TPP names an address: its callback, its key set. */
public enum Reach {
  /** Everywhere, over HTTP as well: for a simulator and its TPPs on one machine. */
  ANYWHERE,
  /** To public addresses, over HTTPS. */
  PUBLIC;

  /** An address as digits: of IPv6 in brackets, or of IPv4. */
  private static final Pattern LITERAL = Pattern.compile("\\[.*]|[0-9.]+");

  /**
   * A client for such addresses, to be given its time limits. It never follows a redirect and uses
   * no proxy, for it is the connection's address that is judged.
   */
  public OkHttpClient.Builder client() {
    return switch (this) {
      case ANYWHERE -> withoutRedirects();
      case PUBLIC ->
          only(PublicAddresses::contain).connectionSpecs(List.of(ConnectionSpec.MODERN_TLS));
    };
  }

  /** Why this address can never be reached, as far as can be told by looking at it. */
  public Optional<String> refusal(URI address) {
    if (this == ANYWHERE) {
      return Optional.empty();
    }
    if (!"https".equals(String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT))) {
      return Optional.of("must be an https address");
    }
    String host = address.getHost();
    return host == null || (LITERAL.matcher(host).matches() && !isPublic(host))
        ? Optional.of("must be at a public address")
        : Optional.empty();
  }

  /** A client for the addresses that are allowed. */
  static OkHttpClient.Builder only(Predicate<InetAddress> allowed) {
    return withoutRedirects().proxy(Proxy.NO_PROXY).socketFactory(new JudgedSockets(allowed));
  }

  private static OkHttpClient.Builder withoutRedirects() {
    return new OkHttpClient.Builder().followRedirects(false).followSslRedirects(false);
  }

  private static boolean isPublic(String literal) {
    try {
      return PublicAddresses.contain(InetAddress.ofLiteral(literal.replaceAll("[\\[\\]]", "")));
    } catch (IllegalArgumentException e) {
      return false; // such as 127.1, which some take for an address
    }
  }
}
