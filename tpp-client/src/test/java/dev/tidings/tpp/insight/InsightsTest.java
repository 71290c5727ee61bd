package dev.tidings.tpp.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.view.Category;
import dev.tidings.tpp.view.NetWorthHistory;
import dev.tidings.tpp.view.Rates;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A year of somebody's life, told by hand, so that the truth is known. */
final class InsightsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private final List<TransactionView> life = new ArrayList<>();

  @Test
  void aSalaryRentBillsAndShoppingGiveTheHeadroom() {
    monthly("Wrenfield Publishing", Category.INCOME, "SALA", 3_000_00, 28, 12);
    monthly("Larch Row Lettings", Category.HOME, "STDO", -1_000_00, 1, 12);
    monthly("Northlight Energy", Category.BILLS, "PMDD", -100_00, 5, 12);
    monthly("Rainy day", Category.TRANSFERS, "STDO", -150_00, 2, 12);
    for (int months = 0; months < 12; months++) {
      shop(
          "Pennywell Supermarket",
          -200_00 - months * 17,
          TODAY.minusMonths(months).withDayOfMonth(7));
      shop("Pennywell Supermarket", -60_00, TODAY.minusMonths(months).withDayOfMonth(9));
    }

    Affordability affordability = insights().affordability();

    assertThat(affordability.income()).isEqualTo(gbp(3_000_00));
    assertThat(affordability.sources())
        .singleElement()
        .extracting("name")
        .isEqualTo("Wrenfield Publishing");
    assertThat(affordability.commitments()).isEqualTo(gbp(100_00));
    assertThat(affordability.home()).isEqualTo(gbp(1_000_00));
    assertThat(affordability.living()).isEqualTo(gbp(260_34));
    assertThat(affordability.headroom()).isEqualTo(gbp(3_000_00 - 100_00 - 260_34));
    assertThat(affordability.payment()).isEqualTo(gbp(1_050_00));
    assertThat(affordability.loan()).isEqualTo(gbp(148_000_00));
    assertThat(String.join(" ", affordability.how()))
        .contains("1 source", "35% of income", "Tidings fixed rates of 2 November 2026");
  }

  @Test
  void invoicesWithoutARhythmAreAnIncomeAllTheSame() {
    for (int months = 1; months <= 12; months++) {
      add(
          "Client " + months,
          Category.OTHER,
          "DMCT",
          1_200_00,
          TODAY.minusMonths(months).withDayOfMonth(1 + months * 2));
    }

    Affordability affordability = insights().affordability();

    assertThat(affordability.income()).isEqualTo(gbp(1_200_00));
    assertThat(affordability.sources().getFirst().basis()).contains("12 full months");
  }

  @Test
  void nothingAtAllIsSaidInWords() {
    Insights insights = insights();

    assertThat(insights.affordability().isKnown()).isFalse();
    assertThat(insights.affordability().how().getFirst()).startsWith("No income was found");
    assertThat(insights.upcoming().payments()).isEmpty();
    assertThat(insights.insurers()).isEmpty();
    assertThat(insights.spending().categories()).isEmpty();
  }

  @Test
  void whatIsPaidAtWeekendsIsExpectedOnTheNextWorkingDay() {
    monthly("Vale Water", Category.BILLS, "PMDD", -30_00, 13, 12);
    assertThat(TODAY.withMonth(12).withDayOfMonth(13).getDayOfWeek().toString())
        .isEqualTo("SUNDAY");

    RegularPayment payment = insights().regular().getFirst();

    assertThat(payment.rhythm()).isEqualTo(Rhythm.MONTHLY);
    assertThat(payment.next()).isEqualTo(LocalDate.of(2026, 12, 14));
  }

  @Test
  void aDayThatAWeekendPutOffOverTheEndOfTheMonthIsKnownAllTheSame() {
    add("Self Assessment", Category.TAX, "PMDD", -50_00, LocalDate.of(2026, 1, 30));
    add("Self Assessment", Category.TAX, "PMDD", -70_00, LocalDate.of(2026, 8, 3));
    assertThat(Rhythm.isDue(LocalDate.of(2026, 8, 3), 1)).isTrue();
    assertThat(Rhythm.HALF_YEARLY.after(LocalDate.of(2027, 2, 1), 30))
        .isEqualTo(LocalDate.of(2027, 7, 30));

    assertThat(insights().regular())
        .singleElement()
        .extracting("rhythm")
        .isEqualTo(Rhythm.HALF_YEARLY);
  }

  @Test
  void rhythmsAreToldApart() {
    for (int i = 0; i < 5; i++) {
      add(
          "Quarterly tax",
          Category.TAX,
          "PMDD",
          -900_00 - i,
          LocalDate.of(2026, 11, 9).minusMonths(3L * i));
      add(
          "Weekly lesson",
          Category.FAMILY,
          "STDO",
          -20_00,
          LocalDate.of(2026, 11, 19).minusWeeks(i));
    }
    add("Half a year", Category.TAX, "PMDD", -50_00, LocalDate.of(2026, 7, 30));
    add("Half a year", Category.TAX, "PMDD", -70_00, LocalDate.of(2026, 1, 30));

    assertThat(insights().regular())
        .extracting(RegularPayment::name, RegularPayment::rhythm, RegularPayment::next)
        .containsExactly(
            tuple("Weekly lesson", Rhythm.WEEKLY, LocalDate.of(2026, 11, 26)),
            tuple("Half a year", Rhythm.HALF_YEARLY, LocalDate.of(2027, 2, 1)),
            tuple("Quarterly tax", Rhythm.QUARTERLY, LocalDate.of(2027, 2, 9)));
  }

  @Test
  void aShopThatIsVisitedOftenIsNoRegularPayment() {
    for (int i = 0; i < 40; i++) {
      shop("Corner Larder", -1_20 - i * 31, TODAY.minusDays(7L * i));
    }

    assertThat(insights().regular()).isEmpty();
  }

  @Test
  void whatWasCancelledIsExpectedNoMore() {
    for (int months = 3; months < 10; months++) {
      add("Old gym", Category.LEISURE, "PMDD", -30_00, TODAY.minusMonths(months).withDayOfMonth(5));
    }

    assertThat(insights().regular()).isEmpty();
  }

  @Test
  void insuranceRenewsAYearAfterThePremiumChanged() {
    monthly("Corner Larder", Category.GROCERIES, "POSD", -1_00, 3, 13);
    for (int months = 0; months < 13; months++) {
      LocalDate day = TODAY.minusMonths(months).withDayOfMonth(20);
      add(
          "Beacon Hall",
          Category.INSURANCE,
          "PMDD",
          day.isBefore(LocalDate.of(2026, 4, 1)) ? -15_00 : -18_00,
          day);
      add("Steady Cover", Category.INSURANCE, "PMDD", -10_00, day);
    }

    assertThat(insights().insurers())
        .extracting(Insurer::name, Insurer::paidInYear, Insurer::renews)
        .containsExactly(
            tuple("Beacon Hall", gbp(8 * 18_00 + 4 * 15_00), LocalDate.of(2027, 4, 20)),
            tuple("Steady Cover", gbp(120_00), null));
  }

  @Test
  void moneyBackFromAShopIsTakenOffWhatWasSpentThere() {
    shop("Larkspur", -50_00, TODAY);
    shop("Larkspur", 20_00, TODAY);

    assertThat(insights().spending().total()).isEqualTo(gbp(30_00));
    assertThat(insights().spending().categories().getFirst().soFar()).isEqualTo(gbp(30_00));
  }

  @Test
  void whatIsUpcomingIsSummedUpWithoutOnesOwnTransfers() {
    monthly("Pay", Category.INCOME, "SALA", 2_000_00, 28, 6);
    monthly("Rent", Category.HOME, "STDO", -700_00, 1, 6);
    monthly("Savings", Category.TRANSFERS, "STDO", -100_00, 2, 6);
    monthly("Savings", Category.TRANSFERS, "STDO", 100_00, 2, 6);

    Upcoming upcoming = insights().upcoming();

    assertThat(upcoming.payments())
        .extracting(due -> due.payment().name())
        .containsExactly("Pay", "Rent", "Savings");
    assertThat(upcoming.arriving()).isEqualTo(gbp(2_000_00));
    assertThat(upcoming.leaving()).isEqualTo(gbp(700_00));
  }

  private Insights insights() {
    List<TransactionView> newestFirst =
        life.stream().sorted(Comparator.comparing(TransactionView::bookedAt).reversed()).toList();
    return Insights.of(newestFirst, Rates.FIXED, at(TODAY));
  }

  private void monthly(
      String name, Category category, String code, long minor, int day, int times) {
    LocalDate newest = TODAY.withDayOfMonth(day).isAfter(TODAY) ? TODAY.minusMonths(1) : TODAY;
    for (int i = 0; i < times; i++) {
      add(name, category, code, minor, newest.minusMonths(i).withDayOfMonth(day));
    }
  }

  private void shop(String name, long minor, LocalDate day) {
    add(name, Category.GROCERIES, "POSD", minor, day, name);
  }

  private void add(String name, Category category, String code, long minor, LocalDate day) {
    add(name, category, code, minor, day, null);
  }

  private void add(
      String name,
      Category category,
      String code,
      long minor,
      LocalDate day,
      @Nullable String merchant) {
    life.add(
        new TransactionView(
            "b1",
            "Alder Bank",
            "A1",
            "Everyday",
            "T" + life.size(),
            name,
            merchant,
            gbp(minor),
            false,
            at(day),
            category,
            null,
            code));
  }

  private static Instant at(LocalDate day) {
    return day.atTime(LocalTime.of(3, 0)).atZone(NetWorthHistory.ZONE).toInstant();
  }

  private static Money gbp(long minor) {
    return new Money(minor, "GBP");
  }
}
