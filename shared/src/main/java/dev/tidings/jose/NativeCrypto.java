package dev.tidings.jose;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Amazon Corretto Crypto Provider where it loads (it signs PS256 about three times, and
 * verifies ES256 about five times, as fast as the JDK), nothing elsewhere: on another kind of
 * machine, or with {@code -Dtidings.native-crypto=off}. Thread-safe.
 */
public final class NativeCrypto {

  /** The system property that keeps the provider out, with the value {@code off}. */
  public static final String SWITCH = "tidings.native-crypto";

  private static final Logger log = LoggerFactory.getLogger(NativeCrypto.class);

  private NativeCrypto() {}

  /** The provider; the first call loads it, which takes a tenth of a second. */
  public static Optional<Provider> provider() {
    return Loaded.PROVIDER;
  }

  /** Begins to load, while the caller has other things to do. */
  public static void loadInBackground() {
    Thread.ofPlatform().daemon().name("native-crypto").start(NativeCrypto::provider);
  }

  private static Optional<Provider> load() {
    if ("off".equals(System.getProperty(SWITCH))) {
      return Optional.empty();
    }
    try {
      AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
      Throwable problem = provider.getLoadingError();
      if (problem == null) {
        return Optional.of(provider);
      }
      log.debug("signing with the JDK: {}", problem.toString());
    } catch (LinkageError | RuntimeException e) {
      log.debug("signing with the JDK: {}", e.toString());
    }
    return Optional.empty();
  }

  private static final class Loaded {
    static final Optional<Provider> PROVIDER = load();
  }
}
