package dev.tidings.tpp.view;

import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of transactions over all banks, newest first.
 *
 * @param next where the next page begins; null after the last
 * @param matching how many match on all pages
 */
public record TransactionPage(
    List<TransactionView> transactions, @Nullable TransactionCursor next, long matching) {}
