package dev.tidings.securityevent;

import java.net.URI;
import java.util.Map;

/**
 * {@code sub_id}: what a signal is about. Source: RFC 9493 §3.
 *
 * @param format its name in the registry
 * @param member the one member that this format has
 */
public record SubjectId(String format, String member, String value) {

  /** Format {@code uri}: RFC 9493 §3.2.7. */
  public static SubjectId of(URI uri) {
    return new SubjectId("uri", "uri", uri.toString());
  }

  /** Format {@code opaque}: RFC 9493 §3.2.5. */
  public static SubjectId opaque(String id) {
    return new SubjectId("opaque", "id", id);
  }

  Map<String, Object> json() {
    return Map.of("format", format, member, value);
  }
}
