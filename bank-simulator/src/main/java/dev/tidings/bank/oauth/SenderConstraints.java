package dev.tidings.bank.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.auth.X509CertificateConfirmation;
import dev.tidings.bank.oauth.dpop.InvalidProofException;
import dev.tidings.bank.oauth.dpop.Nonces;
import dev.tidings.bank.oauth.dpop.Proofs;
import dev.tidings.bank.oauth.dpop.Proofs.Subject;
import dev.tidings.jose.SigningKey;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which keys the sender of a request has: by a DPoP proof, by a TLS client certificate.
 * Thread-safe.
 */
public final class SenderConstraints {

  static final String PROOF_HEADER = "DPoP";
  static final String NONCE_HEADER = "DPoP-Nonce";

  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private final List<String> baseAddresses;
  private final Nonces nonces;
  private final Proofs proofs;

  /**
   * @param baseAddresses by which the bank can be reached, without a slash at the end
   * @param secret of the nonces; nobody else may know it
   */
  public SenderConstraints(List<String> baseAddresses, byte[] secret, InstantSource clock) {
    this.baseAddresses = List.copyOf(baseAddresses);
    this.nonces = new Nonces(secret, clock);
    this.proofs = new Proofs(nonces, clock);
  }

  /** A secret that only the owner of the key can compute. */
  public static byte[] secretOf(SigningKey key) {
    try {
      String secret = "DPoP-Nonce " + key.jwk().getPrivateExponent();
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /**
   * The keys to bind a token or a code to.
   *
   * @throws OAuthException when the proof is wrong, or there is none of what the client registered
   */
  Confirmation ofClient(Context ctx, Client client) {
    String jkt = proof(ctx, client);
    String x5t = client.isCertificateBound() ? thumbprint(ctx) : null;
    if (client.isDpopBound() && jkt == null) {
      throw new OAuthException(
          OAuth2Error.INVALID_REQUEST, "this client has to send a DPoP proof (RFC 9449)");
    }
    if (client.isCertificateBound() && x5t == null) {
      throw new OAuthException(
          OAuth2Error.INVALID_REQUEST, "this client has to use its TLS certificate (RFC 8705)");
    }
    return new Confirmation(jkt, x5t);
  }

  /**
   * The thumbprint of the key of the request's DPoP proof, or null when it has none.
   *
   * @throws OAuthException {@code invalid_dpop_proof} or {@code use_dpop_nonce}
   */
  @Nullable String proof(Context ctx, Client client) {
    try {
      return proof(ctx, null, client.needsNonce());
    } catch (InvalidProofException e) {
      throw new OAuthException(
          e.isNonceMissing() ? OAuth2Error.USE_DPOP_NONCE : OAuth2Error.INVALID_DPOP_PROOF,
          String.valueOf(e.getMessage()));
    }
  }

  /**
   * As {@link #proof(Context, Client)}, at a resource.
   *
   * @throws InvalidProofException also when there are several
   */
  @Nullable String proof(Context ctx, @Nullable String accessToken, boolean nonceNeeded) {
    List<String> headers = Collections.list(ctx.req().getHeaders(PROOF_HEADER));
    if (headers.isEmpty()) {
      return null;
    }
    ctx.header(NONCE_HEADER, nonces.current());
    List<String> addresses = baseAddresses.stream().map(base -> base + ctx.path()).toList();
    return proofs.check(
        headers.size() == 1 ? headers.getFirst() : "",
        new Subject(ctx.req().getMethod(), addresses, accessToken, nonceNeeded));
  }

  /** SHA-256 of the certificate by which the client's end of the connection is known, or null. */
  static @Nullable String thumbprint(Context ctx) {
    X509Certificate certificate = certificate(ctx);
    return certificate == null
        ? null
        : X509CertificateConfirmation.of(certificate).getValue().toString();
  }

  static @Nullable X509Certificate certificate(Context ctx) {
    return ctx.req().getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
            && chain.length > 0
        ? chain[0]
        : null;
  }
}
