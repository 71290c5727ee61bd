package dev.tidings.tpp.view;

import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The place after a transaction in the order newest first; stays right while new ones arrive.
 *
 * @param key bank, account and transaction, which settle the order of the same moment
 */
public record TransactionCursor(Instant bookedAt, String key) {

  private static final int LENGTH_MAX = 1_000;

  /** The place after this transaction. */
  public static TransactionCursor after(TransactionView last) {
    return new TransactionCursor(
        last.bookedAt(), last.bankId() + '/' + last.accountId() + '/' + last.transactionId());
  }

  /** As it stands in addresses. */
  public String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((bookedAt.toEpochMilli() + "~" + key).getBytes(StandardCharsets.UTF_8));
  }

  /** Reads {@link #text()}; nothing when it is none. */
  public static Optional<TransactionCursor> parse(String text) {
    if (text.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int tilde = plain.indexOf('~');
      return tilde < 1
          ? Optional.empty()
          : Optional.of(
              new TransactionCursor(
                  Instant.ofEpochMilli(Long.parseLong(plain.substring(0, tilde))),
                  plain.substring(tilde + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
