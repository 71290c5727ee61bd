package dev.tidings.jose;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Other parties' public keys, read from their JWKS addresses and kept. An unknown kid makes one new
 * reading, but never more often than {@link #REFETCH_INTERVAL}: somebody who invents kids costs the
 * issuer nothing. Thread-safe.
 */
public final class RemoteKeys {

  /** The least time between two readings of one address. */
  public static final Duration REFETCH_INTERVAL = Duration.ofSeconds(10);

  /** How long a set serves without being read again, so that a withdrawn key does go. */
  public static final Duration KEEP = Duration.ofHours(1);

  /** The largest key set that is read, in bytes. */
  public static final long JWKS_BYTES_MAX = 256 * 1024;

  private static final Logger log = LoggerFactory.getLogger(RemoteKeys.class);

  private final OkHttpClient http;
  private final InstantSource clock;
  private final Map<URI, Reading> readings = new ConcurrentHashMap<>();

  public RemoteKeys(OkHttpClient http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
  }

  /**
   * The key with this kid, or nothing when the party does not publish it (as far as we may ask).
   *
   * @throws KeysUnavailableException when it is none that we have and the last reading failed
   */
  public Optional<JWK> find(URI jwksUri, String kid) {
    Instant now = clock.instant();
    Reading reading =
        readings.compute(
            jwksUri,
            (uri, last) -> last == null || last.mustRead(kid, now) ? read(uri, last, now) : last);
    Optional<JWK> key = Optional.ofNullable(reading.keys().getKeyByKeyId(kid));
    if (key.isEmpty() && reading.failed()) {
      throw new KeysUnavailableException(jwksUri);
    }
    return key;
  }

  private Reading read(URI jwksUri, @Nullable Reading last, Instant now) {
    try (Response response =
        http.newCall(new Request.Builder().url(jwksUri.toString()).build()).execute()) {
      BufferedSource source = response.body().source();
      if (!response.isSuccessful()) {
        throw new IOException("status " + response.code());
      }
      if (source.request(JWKS_BYTES_MAX + 1)) {
        throw new IOException("more than " + JWKS_BYTES_MAX + " bytes");
      }
      return new Reading(JWKSet.parse(source.readUtf8()), now, now, false);
    } catch (IOException | ParseException | IllegalArgumentException e) {
      log.warn("cannot read the keys at {}: {}", jwksUri, e.toString());
      return last == null
          ? new Reading(new JWKSet(), now, now, true)
          : new Reading(last.keys(), last.readAt(), now, true);
    }
  }

  private record Reading(JWKSet keys, Instant readAt, Instant triedAt, boolean failed) {

    boolean mustRead(String kid, Instant now) {
      boolean wanted = keys.getKeyByKeyId(kid) == null || now.isAfter(readAt.plus(KEEP));
      return wanted && !now.isBefore(triedAt.plus(REFETCH_INTERVAL));
    }
  }
}
