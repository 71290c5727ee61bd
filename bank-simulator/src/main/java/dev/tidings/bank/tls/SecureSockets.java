package dev.tidings.bank.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HeldCertificate;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** How connections are secured. Source: BCP 195 (RFC 9325 §4.2), FAPI 2.0 Security Profile §5.2. */
public final class SecureSockets {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /** Of TLS 1.3 all that Java has; of TLS 1.2 those with forward secrecy and AEAD. */
  private static final String[] CIPHERS = {
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  };

  private SecureSockets() {}

  /**
   * @param host by which clients know the server
   * @param clientCertificate whether each client must show a certificate. Who signed it does not
   *     matter: tokens are bound to the certificate itself (RFC 8705 §3), and the handshake proves
   *     that the client has its key
   */
  public static SslContextFactory.Server of(
      LocalAuthority authority, String host, boolean clientCertificate) {
    SslContextFactory.Server sockets = new SslContextFactory.Server();
    sockets.setSslContext(context(authority, host, clientCertificate));
    sockets.setIncludeProtocols(PROTOCOLS);
    sockets.setExcludeProtocols();
    sockets.setIncludeCipherSuites(CIPHERS);
    sockets.setExcludeCipherSuites();
    sockets.setRenegotiationAllowed(false);
    if (clientCertificate) {
      sockets.setNeedClientAuth(true);
    }
    return sockets;
  }

  private static SSLContext context(
      LocalAuthority authority, String host, boolean clientCertificate) {
    HeldCertificate server = authority.forServer(host);
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      keys.setKeyEntry(
          "server",
          server.keyPair().getPrivate(),
          new char[0],
          new Certificate[] {server.certificate(), authority.certificate().certificate()});
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          managers.getKeyManagers(),
          clientCertificate ? SslContextFactory.TRUST_ALL_CERTS : null,
          null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot hold a server's key", e);
    }
  }
}
