package dev.tidings.tpp.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** The pages, rendered from precompiled templates that escape what they show. Thread-safe. */
final class Pages {

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final String name;
  private final String assets;

  /**
   * @param name of the aggregator, for the head of each page
   * @param assets address of the folder of static files
   */
  Pages(String name, String assets) {
    this.name = name;
    this.assets = assets;
  }

  /** The whole overview page. */
  String overview(Overview overview) {
    return render("overview.jte", Map.of("site", name, "assets", assets, "overview", overview));
  }

  /** Only what changes of it: one element, with the id {@code live}. */
  String live(Overview overview) {
    return render("live.jte", Map.of("overview", overview));
  }

  String notFound() {
    return render("notFound.jte", Map.of("site", name, "assets", assets));
  }

  private String render(String template, Map<String, Object> parameters) {
    StringOutput page = new StringOutput();
    templates.render(template, parameters, page);
    return page.toString();
  }
}
