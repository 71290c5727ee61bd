package dev.tidings.bank.notification;

import static dev.tidings.jose.MessageHeader.CRITICAL;
import static dev.tidings.jose.MessageHeader.IAT;
import static dev.tidings.jose.MessageHeader.ISS;
import static dev.tidings.jose.MessageHeader.TAN;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import dev.tidings.bank.http.ApiException;
import dev.tidings.jose.DetachedSignature;
import dev.tidings.jose.MessageHeader;
import dev.tidings.jose.PresentSigner;
import dev.tidings.openbanking.ErrorCode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code x-jws-signature}: of requests looked at, of answers made. Thread-safe. Source: OBIE R/W
 * v4.0, Message Signing.
 */
final class MessageSignatures {

  /** The longest that is looked at, in characters. */
  static final int LENGTH_MAX = 4_096;

  /** How far ahead of ours the sender's clock may be. */
  static final Duration AHEAD_MAX = Duration.ofSeconds(10);

  private static final String NAME = DetachedSignature.HEADER;

  private final MessageSigning settings;
  private final Notifications.Identity identity;
  private final PresentSigner signer;
  private final InstantSource clock;

  MessageSignatures(MessageSigning settings, Notifications.Identity identity, InstantSource clock) {
    this.settings = settings;
    this.identity = identity;
    this.signer = new PresentSigner(identity.keys());
    this.clock = clock;
  }

  /**
   * Looks at the signature of a request, if it has one or must.
   *
   * @throws ApiException 400 U015 to U019
   */
  void verify(Context ctx, String clientId) {
    String sent = ctx.header(NAME);
    if (sent == null) {
      if (settings.required()) {
        throw refused(ErrorCode.SIGNATURE_MISSING, NAME, "the request must be signed");
      }
      return;
    }
    DetachedSignature signature = parse(sent, ctx.bodyAsBytes());
    String kid = checkHeader(signature.header(), clientId);
    JWK key =
        settings
            .keys()
            .find(clientId, kid)
            .orElseThrow(() -> invalid("kid", "is none of the TPP's keys"));
    if (!signature.isBy(key)) {
      throw refused(ErrorCode.SIGNATURE_INVALID, NAME, "the body is not signed by this key");
    }
  }

  /** Sends a signed body. */
  void answer(Context ctx, int status, String body) {
    PresentSigner.Signer present = signer.get();
    JWSHeader header =
        MessageHeader.of(present.kid(), clock.instant(), identity.issuer(), identity.financialId());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ctx.status(status)
        .contentType("application/json; charset=utf-8")
        .header(NAME, DetachedSignature.sign(bytes, header, present.jws()))
        .result(bytes);
  }

  private static DetachedSignature parse(String sent, byte[] body) {
    if (sent.length() > LENGTH_MAX) {
      throw refused(
          ErrorCode.SIGNATURE_MALFORMED, NAME, "longer than " + LENGTH_MAX + " characters");
    }
    try {
      return DetachedSignature.of(sent.strip(), body);
    } catch (ParseException e) {
      throw refused(
          ErrorCode.SIGNATURE_MALFORMED, NAME, "no JWS without payload: " + e.getMessage());
    }
  }

  /** The kid of a header that is as the standard wants it. */
  private String checkHeader(JWSHeader header, String clientId) {
    if (!JWSAlgorithm.PS256.equals(header.getAlgorithm())) {
      throw invalid("alg", "must be PS256");
    }
    if (header.getCriticalParams() == null) {
      throw missing("crit");
    }
    if (!CRITICAL.equals(header.getCriticalParams())) {
      throw invalid("crit", "must name exactly the Open Banking iat, iss and tan");
    }
    checkIssuedAt(header.getCustomParam(IAT));
    if (!text(ISS, header.getCustomParam(ISS)).equals(clientId)) {
      throw invalid(ISS, "must be the client_id");
    }
    text(TAN, header.getCustomParam(TAN));
    String kid = header.getKeyID();
    if (kid == null) {
      throw missing("kid");
    }
    return kid;
  }

  private void checkIssuedAt(@Nullable Object seconds) {
    if (seconds == null) {
      throw missing(IAT);
    }
    long latest = clock.instant().plus(AHEAD_MAX).getEpochSecond();
    if (!(seconds instanceof Number number) || number.longValue() > latest) {
      throw invalid(IAT, "must be a time until now, in seconds since 1970");
    }
  }

  private static String text(String claim, @Nullable Object value) {
    if (value == null) {
      throw missing(claim);
    }
    if (!(value instanceof String text) || text.isBlank()) {
      throw invalid(claim, "must be a text");
    }
    return text;
  }

  private static ApiException missing(String claim) {
    return refused(
        ErrorCode.SIGNATURE_CLAIM_MISSING, claim, "the header of the signature needs " + claim);
  }

  private static ApiException invalid(String claim, String message) {
    return refused(ErrorCode.SIGNATURE_CLAIM_INVALID, claim, claim + " " + message);
  }

  private static ApiException refused(ErrorCode code, String path, String message) {
    return ApiException.badRequest(path, code, message);
  }
}
