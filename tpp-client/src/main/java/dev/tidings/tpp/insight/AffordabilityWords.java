package dev.tidings.tpp.insight;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.insight.Affordability.Part;
import dev.tidings.tpp.view.Rates;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How affordability was reckoned, a step each, so that anybody can do it again by hand. */
record AffordabilityWords(Rates rates) {

  List<String> steps(List<Part> sources, List<Part> committed, Money home) {
    List<String> steps = new ArrayList<>();
    steps.add(
        sources.isEmpty()
            ? "No income was found: nothing that comes in again and again."
            : "Income is what comes in again and again from others, "
                + count(sources.size(), "source")
                + "; each counts with the average of its last "
                + RegularPayments.AVERAGED_MAX
                + " payments. Interest, and money between your own accounts, is left out.");
    steps.add(
        "Regular outgoings are standing orders, direct debits and whatever else is paid at even"
            + " distances: "
            + count(committed.size(), "payment")
            + (home.minor() > 0
                ? ", without what you pay for your present home, which a mortgage would replace."
                : "."));
    steps.add(
        "Living is everything else that was spent, on average of the last "
            + WorkOutAffordability.MONTHS_AVERAGED
            + " full months.");
    steps.add("Headroom is income less regular outgoings less living.");
    steps.add(
        "A lender would let the smaller of headroom and "
            + Affordability.INCOME_SHARE_PERCENT
            + "% of income go to a mortgage, and test it at "
            + Affordability.TEST_RATE_PERCENT
            + "% over "
            + Affordability.TERM_YEARS
            + " years. This is arithmetic, not advice.");
    steps.add(
        "Other currencies count at the "
            + rates.name()
            + " of "
            + DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK).format(rates.date())
            + ".");
    return List.copyOf(steps);
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
