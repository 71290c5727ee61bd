package dev.tidings.jose;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.time.Instant;
import java.util.Set;

/** The JOSE header of an Open Banking message. Source: OBIE R/W v4.0, Message Signing. */
public final class MessageHeader {

  public static final String IAT = "http://openbanking.org.uk/iat";
  public static final String ISS = "http://openbanking.org.uk/iss";
  public static final String TAN = "http://openbanking.org.uk/tan";

  /** {@code crit} names exactly these. */
  public static final Set<String> CRITICAL = Set.of(IAT, ISS, TAN);

  private MessageHeader() {}

  /**
   * A header with all that the standard wants.
   *
   * @param trustAnchor {@code tan}: DNS name of who vouches for the key
   */
  public static JWSHeader of(String kid, Instant issuedAt, String issuer, String trustAnchor) {
    return new JWSHeader.Builder(JWSAlgorithm.PS256)
        .type(JOSEObjectType.JOSE)
        .contentType("application/json")
        .keyID(kid)
        .customParam(IAT, issuedAt.getEpochSecond())
        .customParam(ISS, issuer)
        .customParam(TAN, trustAnchor)
        .criticalParams(CRITICAL)
        .build();
  }
}
