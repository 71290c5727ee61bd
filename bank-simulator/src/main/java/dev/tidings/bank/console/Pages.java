package dev.tidings.bank.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Renders the bank's pages, and shuts out what has no place on them. Thread-safe. */
final class Pages {

  /** Hues that keep their contrast; each bank has its own. */
  private static final List<Integer> HUES = List.of(162, 214, 262, 328, 18, 190);

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final String bankName;
  private final String style;
  private final String icon;

  Pages(String bankName) {
    this.bankName = bankName;
    int hue = HUES.get(Math.floorMod(bankName.hashCode(), HUES.size()));
    this.icon = resource("/console/icon.svg").replace("var(--hue)", Integer.toString(hue));
    this.style = ":root { --hue: " + hue + "; }\n" + resource("/console/bank.css");
  }

  void render(Context ctx, String template, Object view) {
    StringOutput output = new StringOutput();
    templates.render(template, view, output);
    ctx.html(output.toString());
  }

  Frame frame(String title, String customerName, Session session, String returnTo) {
    return new Frame(bankName, title, customerName, session.csrf(), returnTo);
  }

  /** For a page that needs no session. */
  Frame frame(String title) {
    return new Frame(bankName, title, "", "", "");
  }

  void problem(Context ctx, int status, String heading, String message) {
    Frame frame = frame(heading);
    ctx.status(status);
    render(ctx, "problem.jte", new ProblemView(frame, heading, message, null));
  }

  void style(Context ctx) {
    ctx.contentType("text/css; charset=utf-8").result(style);
  }

  void icon(Context ctx) {
    ctx.contentType("image/svg+xml").result(icon);
  }

  /** No script, no frame, nothing from elsewhere. */
  static void harden(Context ctx) {
    formsMayLeadTo(ctx, "");
    ctx.header("X-Frame-Options", "DENY");
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cache-Control", "no-store");
  }

  /**
   * Browsers hold a form's redirects to this as well.
   *
   * @param origin that a form of this page may lead to beside the bank's; empty for none
   */
  static void formsMayLeadTo(Context ctx, String origin) {
    ctx.header(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
            + " frame-ancestors 'none'; form-action 'self' "
            + origin);
  }

  private static String resource(String name) {
    try (InputStream stream = Pages.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
