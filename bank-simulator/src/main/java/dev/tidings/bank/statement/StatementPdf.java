package dev.tidings.bank.statement;

import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.openbanking.Money;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;

/** A statement as a customer files it: A4, one line a transaction, oldest first. */
public final class StatementPdf {

  /** The most transactions that are printed. */
  public static final int TRANSACTIONS_MAX = 10_000;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK).withZone(ZoneOffset.UTC);

  static {
    BuiltInFonts.only();
  }

  private StatementPdf() {}

  /**
   * @param booked the transactions of the statement's time, oldest first
   */
  public static byte[] write(
      String bankName, Account account, Statement statement, List<Transaction> booked) {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      document.getDocumentInformation().setTitle("Statement " + statement.reference());
      document.getDocumentInformation().setAuthor(bankName);
      try (PdfPages pages = new PdfPages(document, bankName)) {
        head(pages, account, statement);
        table(pages, statement, booked);
      }
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a PDF in memory must be writable", e);
    }
  }

  private static void head(PdfPages pages, Account account, Statement statement)
      throws IOException {
    pages.heading("Statement of account");
    pages.fact("Account holder", account.holderName());
    pages.fact("Account", account.nickname() + ", " + account.currency());
    pages.fact("Number", number(account));
    pages.fact("Statement", statement.reference());
    pages.fact("Period", day(statement.startsAt()) + " to " + day(statement.lastMoment()));
    pages.gap();
    pages.fact("Opening balance", money(statement.opening()));
    pages.fact("Paid in", minor(statement, statement.turnover().creditsMinor()));
    pages.fact("Paid out", minor(statement, statement.turnover().debitsMinor()));
    pages.fact("Closing balance", money(statement.closing()));
    pages.gap();
  }

  private static void table(PdfPages pages, Statement statement, List<Transaction> booked)
      throws IOException {
    pages.tableHead("Date", "Details", "Paid out", "Paid in", "Balance");
    pages.row(
        day(statement.startsAt()), "Balance brought forward", "", "", money(statement.opening()));
    for (Transaction transaction : booked) {
      boolean out = transaction.amount().minor() < 0;
      String amount = transaction.amount().amount().amount();
      Money balance = transaction.balanceAfter();
      pages.row(
          day(transaction.bookedAt()),
          transaction.description(),
          out ? amount : "",
          out ? "" : amount,
          balance == null ? "" : money(balance));
    }
    pages.row(
        day(statement.lastMoment()), "Balance carried forward", "", "", money(statement.closing()));
  }

  /** Card numbers only by their last digits: paper gets lost. */
  private static String number(Account account) {
    String number = account.identification();
    return switch (account.scheme()) {
      case PAN -> "ending in " + number.substring(Math.max(0, number.length() - 4));
      case IBAN -> number;
      case SORT_CODE_ACCOUNT_NUMBER ->
          number.replaceFirst("^(\\d{2})(\\d{2})(\\d{2})(\\d+)$", "$1-$2-$3 $4");
    };
  }

  private static String minor(Statement statement, long minor) {
    return money(new Money(minor, statement.opening().currency()));
  }

  private static String money(Money money) {
    return money.decimal();
  }

  private static String day(Instant instant) {
    return DAY.format(instant);
  }
}
