package dev.tidings.tpp.web;

import dev.tidings.tpp.narration.Narration;
import dev.tidings.tpp.narration.Narration.Said;
import dev.tidings.tpp.view.NetWorth;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages, rendered from precompiled templates that escape what they show. Thread-safe. */
public final class Pages {

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final String name;
  private final String assets;
  private final Narration narration;

  /**
   * @param name of the aggregator, for the head of each page
   * @param assets address of the folder of static files
   */
  Pages(String name, String assets, Narration narration) {
    this.name = name;
    this.assets = assets;
    this.narration = narration;
  }

  /** The whole overview page. */
  String overview(Overview overview, NetWorth netWorth) {
    return render(
        "overview.jte",
        Map.of("shell", shell(Tab.OVERVIEW), "overview", overview, "netWorth", netWorth));
  }

  /** Only what changes of it: one element, with the id {@code live}. */
  String live(Overview overview) {
    return render("live.jte", Map.of("overview", overview));
  }

  String netWorthPart(NetWorth netWorth) {
    return render("netWorth.jte", Map.of("netWorth", netWorth));
  }

  String transactions(TransactionList list) {
    return render("transactionsPage.jte", Map.of("shell", shell(Tab.TRANSACTIONS), "list", list));
  }

  String transactionResults(TransactionList list) {
    return render("transactionResults.jte", Map.of("list", list));
  }

  String transactionRows(TransactionList list) {
    return render("transactionRows.jte", Map.of("list", list));
  }

  String insights(InsightsPage page) {
    return render("insightsPage.jte", Map.of("shell", shell(Tab.INSIGHTS), "page", page));
  }

  String insightsPart(InsightsPage page) {
    return render("insights.jte", Map.of("page", page));
  }

  String meter(MeterPage page) {
    return render("meterPage.jte", Map.of("shell", shell(Tab.METER), "page", page));
  }

  String meterPart(MeterPage page) {
    return render("calls.jte", Map.of("page", page));
  }

  String connections(ConnectionList list) {
    return render("connectionsPage.jte", Map.of("shell", shell(Tab.CONNECTIONS), "list", list));
  }

  String connectionsPart(ConnectionList list) {
    return render("connections.jte", Map.of("list", list));
  }

  /**
   * A page of another feature in our frame.
   *
   * @param template takes the frame as {@code shell} and the content under that name
   */
  public String framed(String template, String name, Object content) {
    return render(template, Map.of("shell", shell(null), name, content));
  }

  Narration narration() {
    return narration;
  }

  String narrationPart(Said said) {
    return render("narration.jte", Map.of("said", said));
  }

  String notFound() {
    return render("notFound.jte", Map.of("shell", shell(null)));
  }

  private Shell shell(@Nullable Tab tab) {
    return new Shell(name, assets, tab, narration.isOn() ? narration.said() : null);
  }

  private String render(String template, Map<String, Object> parameters) {
    StringOutput page = new StringOutput();
    templates.render(template, parameters, page);
    return page.toString();
  }
}
