package dev.tidings.tpp.web;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.insight.Affordability;
import dev.tidings.tpp.insight.Insights;
import dev.tidings.tpp.insight.Spending;
import java.util.List;

/** All that the insights page shows, and the lengths of its bars. */
public record InsightsPage(Insights insights) {

  /** Width of a bar, in the units of its drawing. */
  public static final int BAR_WIDTH = 100;

  /** One step of income going down to headroom. */
  public record Step(String name, Money amount, String kind, long from, long width) {}

  /** Income, what is taken off it, and what is left, as bars under each other. */
  public List<Step> steps() {
    Affordability it = insights.affordability();
    long income = it.income().minor();
    long left = income - it.commitments().minor();
    long headroom = Math.max(0, it.headroom().minor());
    return List.of(
        new Step("Income", it.income(), "made", 0, BAR_WIDTH),
        new Step(
            "Regular outgoings",
            it.commitments().negate(),
            "out",
            part(left),
            part(income) - part(left)),
        new Step(
            "Living",
            it.living().negate(),
            "out",
            part(headroom),
            Math.max(0, part(left) - part(headroom))),
        new Step("Headroom", it.headroom(), "made", 0, part(headroom)));
  }

  /** Length of the bar for that sum beside the largest category's. */
  public long barWidth(Money money) {
    long most = 1;
    for (Spending.OfCategory one : insights.spending().categories()) {
      most = Math.max(most, Math.max(one.soFar().minor(), one.usual().minor()));
    }
    return Math.round((double) money.minor() * BAR_WIDTH / most);
  }

  private long part(long minor) {
    long income = Math.max(1, insights.affordability().income().minor());
    return Math.clamp(Math.round((double) minor * BAR_WIDTH / income), 0, BAR_WIDTH);
  }
}
