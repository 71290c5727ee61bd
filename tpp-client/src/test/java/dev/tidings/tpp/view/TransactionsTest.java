package dev.tidings.tpp.view;

import static dev.tidings.tpp.view.TestView.NOW;
import static dev.tidings.tpp.view.TestView.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.openbanking.OBTransaction;
import dev.tidings.tpp.view.TransactionFilter.Direction;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TransactionsTest {

  private final TestView view = new TestView().accounts("A1:GBP", "A2:GBP");
  private final Transactions transactions = new Transactions(view.database);

  @AfterEach
  void close() {
    view.close();
  }

  @Test
  void whatMatchesIsFoundWhateverTheCaseAndWhateverTheSigns() {
    view.told(
        "A1",
        transaction("A1", "T1", NOW, "Pennywell 100% Organic", "-3.40", Map.of()),
        transaction("A1", "T2", NOW, "Under_score", "-3.40", Map.of()),
        transaction("A1", "T3", NOW, "Salary", "3000.00", Map.of()));

    assertThat(ids(text("PENNY"))).containsExactly("T1");
    assertThat(ids(text("100%"))).containsExactly("T1");
    assertThat(ids(text("%"))).containsExactly("T1");
    assertThat(ids(text("_"))).containsExactly("T2");
    assertThat(ids(text("' or 1=1 --"))).isEmpty();
    assertThat(ids(text("!"))).isEmpty();
  }

  @Test
  void everyConditionLeavesOutWhatItSays() {
    view.told("A1", transaction("A1", "T1", NOW, "Northlight Energy", "-80.00", Map.of()));
    view.told(
        "A2", transaction("A2", "T2", NOW.minus(Duration.ofDays(9)), "Gift", "20.00", Map.of()));
    Instant between = NOW.minus(Duration.ofDays(1));

    assertThat(ids(TransactionFilter.NONE)).containsExactly("T1", "T2");
    assertThat(ids(filter(new AccountKey(TestView.BANK, "A2"), null, null, null, null, null, null)))
        .containsExactly("T2");
    assertThat(ids(filter(null, Category.BILLS, null, null, null, null, null)))
        .containsExactly("T1");
    assertThat(ids(filter(null, null, Direction.IN, null, null, null, null))).containsExactly("T2");
    assertThat(ids(filter(null, null, Direction.OUT, null, null, null, null)))
        .containsExactly("T1");
    assertThat(ids(filter(null, null, null, between, null, null, null))).containsExactly("T1");
    assertThat(ids(filter(null, null, null, null, between, null, null))).containsExactly("T2");
    assertThat(ids(filter(null, null, null, null, null, 80_00L, null))).containsExactly("T1");
    assertThat(ids(filter(null, null, null, null, null, null, 79_99L))).containsExactly("T2");
  }

  @Test
  void pagesHoldEachTransactionOnceAlsoThoseOfOneMoment() {
    view.told("A1", many("A1")).told("A2", many("A2"));
    List<String> seen = new ArrayList<>();
    TransactionPage page = transactions.page(TransactionFilter.NONE, null, 3);
    seen.addAll(ids(page));
    while (page.next() != null) {
      assertThat(page.transactions()).hasSize(3);
      TransactionCursor next = TransactionCursor.parse(page.next().text()).orElseThrow();
      page = transactions.page(TransactionFilter.NONE, next, 3);
      assertThat(page.matching()).isEqualTo(20);
      seen.addAll(ids(page));
    }

    assertThat(seen).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void aPlaceThatIsNoneIsToldApart() {
    for (String bad : List.of("", "x", "!!", "MTIz", "fmE", "a".repeat(2_000))) {
      assertThat(TransactionCursor.parse(bad)).as(bad).isEmpty();
    }
  }

  @Test
  void aPaymentToAnotherAccountOfTheCustomerIsATransferOnceThatAccountIsKnown() {
    view.told(
        "A1",
        transaction(
            "A1", "T1", NOW, "Rent", "-500.00", Map.of("CreditorAccount", TestView.number("A3"))));
    assertThat(one().category()).isEqualTo(Category.HOME);

    view.accounts("A1:GBP", "A2:GBP", "A3:GBP");

    assertThat(one().category()).isEqualTo(Category.TRANSFERS);
  }

  private TransactionView one() {
    return transactions.page(TransactionFilter.NONE, null, 1).transactions().getFirst();
  }

  private static OBTransaction[] many(String account) {
    return IntStream.range(0, 10)
        .mapToObj(i ->
            transaction(account, account + "-" + i, NOW.minusMillis(i / 4), "x", "-1.00", Map.of()))
        .toArray(OBTransaction[]::new);
  }

  private static TransactionFilter text(String text) {
    return new TransactionFilter(text, null, null, null, null, null, null, null);
  }

  private static TransactionFilter filter(
      @Nullable AccountKey account,
      @Nullable Category category,
      @Nullable Direction direction,
      @Nullable Instant from,
      @Nullable Instant before,
      @Nullable Long minimum,
      @Nullable Long maximum) {
    return new TransactionFilter(
        null, account, category, direction, from, before, minimum, maximum);
  }

  private List<String> ids(TransactionFilter filter) {
    return ids(transactions.page(filter, null, 50));
  }

  private static List<String> ids(TransactionPage page) {
    return page.transactions().stream().map(TransactionView::transactionId).toList();
  }
}
