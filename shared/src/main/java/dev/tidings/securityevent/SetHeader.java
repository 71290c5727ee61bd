package dev.tidings.securityevent;

import java.util.Set;

/** JOSE header parameters of an Open Banking message. Source: OBIE R/W v4.0, Message Signing. */
final class SetHeader {

  static final String IAT = "http://openbanking.org.uk/iat";
  static final String ISS = "http://openbanking.org.uk/iss";
  static final String TAN = "http://openbanking.org.uk/tan";

  /** {@code crit} names exactly these. */
  static final Set<String> CRITICAL = Set.of(IAT, ISS, TAN);

  private SetHeader() {}
}
