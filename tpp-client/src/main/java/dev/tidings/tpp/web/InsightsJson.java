package dev.tidings.tpp.web;

import dev.tidings.tpp.insight.Affordability;
import dev.tidings.tpp.insight.Insights;
import dev.tidings.tpp.insight.Insurer;
import dev.tidings.tpp.insight.RegularPayment;
import dev.tidings.tpp.insight.Spending;
import dev.tidings.tpp.insight.Upcoming;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/insights}. Sums are in {@code currency} unless they say another. */
record InsightsJson(
    Instant asOf,
    String currency,
    AffordabilityJson affordability,
    List<RegularJson> regular,
    UpcomingJson upcoming,
    List<InsurerJson> insurers,
    SpendingJson spending,
    RatesJson rates) {

  record PartJson(String name, String category, String aMonth, String basis) {

    static PartJson from(Affordability.Part part) {
      return new PartJson(
          part.name(), part.category().name(), part.aMonth().decimal(), part.basis());
    }
  }

  record AffordabilityJson(
      String income,
      List<PartJson> sources,
      String commitments,
      List<PartJson> committed,
      String home,
      String living,
      String headroom,
      String payment,
      String loan,
      List<String> how) {

    static AffordabilityJson from(Affordability it) {
      return new AffordabilityJson(
          it.income().decimal(),
          it.sources().stream().map(PartJson::from).toList(),
          it.commitments().decimal(),
          it.committed().stream().map(PartJson::from).toList(),
          it.home().decimal(),
          it.living().decimal(),
          it.headroom().decimal(),
          it.payment().decimal(),
          it.loan().decimal(),
          it.how());
    }
  }

  record RegularJson(
      String name,
      String category,
      String bankId,
      String accountId,
      String rhythm,
      String currency,
      String amount,
      int seen,
      String last,
      String next) {

    static RegularJson from(RegularPayment payment) {
      return new RegularJson(
          payment.name(),
          payment.category().name(),
          payment.account().bankId(),
          payment.account().accountId(),
          payment.rhythm().name(),
          payment.amount().currency(),
          payment.amount().decimal(),
          payment.seen(),
          payment.last().toString(),
          payment.next().toString());
    }
  }

  record DueJson(String day, RegularJson payment) {}

  record UpcomingJson(String until, String leaving, String arriving, List<DueJson> payments) {

    static UpcomingJson from(Upcoming upcoming) {
      return new UpcomingJson(
          upcoming.until().toString(),
          upcoming.leaving().decimal(),
          upcoming.arriving().decimal(),
          upcoming.payments().stream()
              .map(due -> new DueJson(due.day().toString(), RegularJson.from(due.payment())))
              .toList());
    }
  }

  record InsurerJson(
      String name,
      String bank,
      String currency,
      String paidInYear,
      String payment,
      @Nullable String rhythm,
      @Nullable String next,
      @Nullable String renews,
      String basis) {

    static InsurerJson from(Insurer insurer) {
      return new InsurerJson(
          insurer.name(),
          insurer.bank(),
          insurer.payment().currency(),
          insurer.paidInYear().decimal(),
          insurer.payment().decimal(),
          insurer.rhythm() == null ? null : insurer.rhythm().name(),
          text(insurer.next()),
          text(insurer.renews()),
          insurer.basis());
    }
  }

  record CategoryJson(String category, String label, String soFar, String usual) {}

  record SpendingJson(String month, String soFar, String usual, List<CategoryJson> categories) {

    static SpendingJson from(Spending spending) {
      return new SpendingJson(
          spending.month().toString(),
          spending.total().decimal(),
          spending.usual().decimal(),
          spending.categories().stream()
              .map(one ->
                  new CategoryJson(
                      one.category().name(),
                      one.category().label(),
                      one.soFar().decimal(),
                      one.usual().decimal()))
              .toList());
    }
  }

  static InsightsJson from(Insights insights) {
    return new InsightsJson(
        insights.asOf(),
        insights.rates().base(),
        AffordabilityJson.from(insights.affordability()),
        insights.regular().stream().map(RegularJson::from).toList(),
        UpcomingJson.from(insights.upcoming()),
        insights.insurers().stream().map(InsurerJson::from).toList(),
        SpendingJson.from(insights.spending()),
        RatesJson.from(insights.rates()));
  }

  private static @Nullable String text(@Nullable LocalDate date) {
    return date == null ? null : date.toString();
  }
}
