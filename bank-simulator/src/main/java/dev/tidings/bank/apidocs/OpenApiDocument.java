package dev.tidings.bank.apidocs;

import java.util.List;

/**
 * The bank's OpenAPI 3.1 document, joined from a file of paths and one of schemas for each area.
 * The files are indented as they stand in the document, so that joining them is writing them one
 * after the other.
 */
final class OpenApiDocument {

  /** In the order of the document; each has {@code .paths.yaml} and {@code .schemas.yaml}. */
  static final List<String> AREAS =
      List.of("account-information", "events", "oauth", "sandbox", "operations");

  private static final String FOLDER = "/openapi/";

  private OpenApiDocument() {}

  /**
   * @param issuer the bank's base address, without a slash at its end
   */
  static String of(String issuer) {
    StringBuilder text = new StringBuilder(part("head.yaml"));
    text.append("servers:\n  - url: '").append(issuer.replace("'", "''")).append("'\n");
    text.append("paths:\n");
    AREAS.forEach(area -> text.append(part(area + ".paths.yaml")));
    text.append("components:\n").append(part("components.yaml"));
    text.append("  schemas:\n");
    AREAS.forEach(area -> text.append(part(area + ".schemas.yaml")));
    return text.toString();
  }

  private static String part(String name) {
    return Resources.text(FOLDER + name);
  }
}
