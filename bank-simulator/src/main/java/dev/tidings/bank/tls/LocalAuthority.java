package dev.tidings.bank.tls;

import dev.tidings.jose.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;

/**
 * A certificate authority for this data folder only: made at the first start, kept, and trusted by
 * whoever is given its public certificate.
 */
public final class LocalAuthority {

  /** The public certificate, to be given to clients. */
  public static final String FILE = "tls-authority.pem";

  /** Its life, and that of what it signs, which is made anew at every start. */
  static final long LIFE_DAYS = 3650;

  static final long SERVER_LIFE_DAYS = 365;

  private static final String KEY_FILE = "tls-authority-key.pem";

  private final HeldCertificate authority;

  private LocalAuthority(HeldCertificate authority) {
    this.authority = authority;
  }

  /**
   * @throws IOException when the files cannot be read or written, or hold something else
   */
  public static LocalAuthority loadOrCreate(Path folder) throws IOException {
    Path certificate = folder.resolve(FILE);
    Path key = folder.resolve(KEY_FILE);
    if (Files.exists(certificate) && Files.exists(key)) {
      try {
        return new LocalAuthority(
            HeldCertificate.decode(Files.readString(certificate) + Files.readString(key)));
      } catch (IllegalArgumentException e) {
        throw new IOException(certificate + " and " + key + " are no certificate and its key", e);
      }
    }
    HeldCertificate made =
        new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("Tidings local authority")
            .duration(LIFE_DAYS, TimeUnit.DAYS)
            .build();
    PrivateFiles.write(key, made.privateKeyPkcs8Pem());
    Files.writeString(certificate, made.certificatePem());
    return new LocalAuthority(made);
  }

  /** A fresh certificate for a server that is known by this name, and by those of loopback. */
  HeldCertificate forServer(String host) {
    HeldCertificate.Builder server =
        new HeldCertificate.Builder()
            .signedBy(authority)
            .commonName(host)
            .duration(SERVER_LIFE_DAYS, TimeUnit.DAYS);
    Set<String> names = new TreeSet<>(List.of(host, "localhost", "127.0.0.1", "::1"));
    names.forEach(server::addSubjectAlternativeName);
    return server.build();
  }

  HeldCertificate certificate() {
    return authority;
  }

  /** Until when clients that trust it can connect. */
  public Instant expiresAt() {
    return authority.certificate().getNotAfter().toInstant();
  }
}
