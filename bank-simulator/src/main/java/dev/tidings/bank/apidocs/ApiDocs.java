package dev.tidings.bank.apidocs;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/**
 * {@code /openapi.yaml}, and {@code /docs} to look at it and to try it: Swagger UI from the jar,
 * with nothing from elsewhere. Thread-safe.
 */
public final class ApiDocs {

  /** Where the page and its files are. */
  static final String PATH = "/docs";

  /** The version stands in the parent's pom too. */
  private static final String SWAGGER_UI = "/META-INF/resources/webjars/swagger-ui/5.34.1/";

  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";

  /** File name to content type. */
  private static final Map<String, String> FROM_SWAGGER_UI =
      Map.of("swagger-ui-bundle.js", SCRIPT, "swagger-ui.css", STYLE);

  private static final Map<String, String> OWN = Map.of("docs.js", SCRIPT, "docs.css", STYLE);

  private final String document;
  private final String page = Resources.text("/apidocs/docs.html");

  /**
   * @param issuer the bank's base address, without a slash at its end
   */
  public ApiDocs(String issuer) {
    this.document = OpenApiDocument.of(issuer);
  }

  public void register(RoutesConfig routes) {
    routes.get(
        "/openapi.yaml",
        ctx -> ctx.contentType("application/yaml; charset=utf-8").result(document));
    routes.before(PATH, ApiDocs::harden);
    routes.before(PATH + "/*", ApiDocs::harden);
    routes.get(PATH, ctx -> ctx.html(page));
    FROM_SWAGGER_UI.forEach((name, type) -> file(routes, name, type, SWAGGER_UI + name));
    OWN.forEach((name, type) -> file(routes, name, type, "/apidocs/" + name));
  }

  private static void file(RoutesConfig routes, String name, String type, String resource) {
    byte[] content = Resources.bytes(resource);
    routes.get(PATH + "/" + name, ctx -> ctx.contentType(type).result(content));
  }

  /** Scripts and calls of this bank's only. */
  private static void harden(Context ctx) {
    ctx.header(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'");
    ctx.header("X-Frame-Options", "DENY");
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cache-Control", "no-cache");
  }
}
