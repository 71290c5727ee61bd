package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.tpp.support.Await;
import dev.tidings.tpp.support.FakeBank;
import dev.tidings.tpp.support.OpenPage;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many pages on one aggregator, as 500 customers' browsers hold them open. */
final class OpenPagesTest extends AggregatorFixture {

  private static final int PAGES = 500;
  private static final int CHANGES = 10;

  /** Heap for each page, in bytes: both ends of it, for the browsers of this test are in it too. */
  private static final long HEAP_PER_PAGE_MAX = 192 * 1024;

  private final List<OpenPage> pages = new ArrayList<>();

  @AfterEach
  void leave() {
    pages.forEach(OpenPage::close);
  }

  @Test
  @Timeout(180)
  void fiveHundredPagesSeeEachChangeWhileOneDoesNotRead() throws Exception {
    connect();
    long before = heapInUse();
    pages.add(OpenPage.thatDoesNotRead(aggregator.port()));
    while (pages.size() < PAGES) {
      pages.add(OpenPage.thatReads(aggregator.port()));
    }
    Await.until("every page shows something", () -> reading().allMatch(page -> page.views() > 0));

    for (int i = 1; i <= CHANGES; i++) {
      int number = i;
      bank.balance = 100 + i + ".00";
      browser.push(events.sign(events.change("e" + i, FakeBank.ACCOUNT)));
      Await.until(
          "every page has change " + i, () -> reading().allMatch(page -> page.changes() >= number));
      assertThat(reading().map(OpenPage::lastView))
          .allMatch(view -> view.contains("data-balance=\"" + bank.balance + "\""));
    }

    assertThat(bank.dataCalls).hasValue(2 * CHANGES);
    assertThat((heapInUse() - before) / PAGES).isLessThan(HEAP_PER_PAGE_MAX);
  }

  private Stream<OpenPage> reading() {
    return pages.stream().skip(1);
  }

  private static long heapInUse() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
