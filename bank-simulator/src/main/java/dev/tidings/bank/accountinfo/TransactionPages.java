package dev.tidings.bank.accountinfo;

import dev.tidings.bank.accountinfo.PageToken.Direction;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.ledger.Transactions;
import dev.tidings.bank.ledger.Transactions.Cursor;
import dev.tidings.bank.ledger.Transactions.Query;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Cuts transactions into pages by place, at the same cost for each. OBIE R/W v4.0, Pagination. */
final class TransactionPages {

  /** Transactions on a page; the standard wants 25 to 1000. */
  static final int PAGE_SIZE = 100;

  private final Transactions transactions;

  TransactionPages(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * One page.
   *
   * @param prev null on the first page
   * @param next null on the last page
   */
  record Page(
      List<Transaction> entries,
      int totalPages,
      @Nullable PageToken prev,
      @Nullable PageToken next) {

    static final Page EMPTY = new Page(List.of(), 1, null, null);
  }

  /** The page with this token, or the first one without. */
  Page read(Handle handle, Query query, @Nullable PageToken token) {
    if (token == null) {
      return first(handle, query);
    }
    return switch (token.direction()) {
      case AFTER -> after(handle, query, token);
      case BEFORE -> before(handle, query, token);
    };
  }

  private Page first(Handle handle, Query query) {
    List<Transaction> found = transactions.page(handle, query, PAGE_SIZE + 1);
    if (found.size() <= PAGE_SIZE) {
      return new Page(found, 1, null, null);
    }
    int total = Math.toIntExact(Math.ceilDiv(transactions.count(handle, query), (long) PAGE_SIZE));
    List<Transaction> entries = found.subList(0, PAGE_SIZE);
    return new Page(entries, total, null, after(entries, total));
  }

  private Page after(Handle handle, Query query, PageToken token) {
    Query rest =
        new Query(
            query.accountIds(),
            query.from(),
            query.to(),
            query.credits(),
            query.debits(),
            token.cursor());
    List<Transaction> found = transactions.page(handle, rest, PAGE_SIZE + 1);
    int total = token.totalPages();
    if (found.isEmpty()) {
      return new Page(found, total, null, null);
    }
    boolean more = found.size() > PAGE_SIZE;
    List<Transaction> entries = more ? found.subList(0, PAGE_SIZE) : found;
    return new Page(entries, total, before(entries, total), more ? after(entries, total) : null);
  }

  private Page before(Handle handle, Query query, PageToken token) {
    List<Transaction> found = transactions.pageBefore(handle, query, token.cursor(), PAGE_SIZE + 1);
    if (found.size() < PAGE_SIZE) {
      return first(handle, query);
    }
    int total = token.totalPages();
    boolean more = found.size() > PAGE_SIZE;
    List<Transaction> entries = more ? found.subList(1, found.size()) : found;
    return new Page(entries, total, more ? before(entries, total) : null, after(entries, total));
  }

  private static PageToken after(List<Transaction> entries, int total) {
    return new PageToken(Direction.AFTER, cursor(entries.getLast()), total);
  }

  private static PageToken before(List<Transaction> entries, int total) {
    return new PageToken(Direction.BEFORE, cursor(entries.getFirst()), total);
  }

  private static Cursor cursor(Transaction entry) {
    return new Cursor(entry.bookedAt(), entry.transactionId());
  }
}
