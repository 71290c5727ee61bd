package dev.tidings.bank.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Books;
import dev.tidings.bank.ledger.Transactions.Turnover;
import dev.tidings.openbanking.Money;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A statement is a file that can be read, and leaves nothing behind on the machine. */
class StatementPdfTest {

  private static final String FONT_CACHE = "pdfbox.fontcache";

  @Test
  void whatIsPrintedCanBeReadAndNoFontIsLookedFor(@TempDir Path cache) throws IOException {
    String before = System.setProperty(FONT_CACHE, cache.toString());
    try {
      byte[] pdf = StatementPdf.write("Test Bank", account(), statement(), List.of());
      assertThat(text(pdf))
          .contains("Test Bank", "Statement of account", "GBP", "Opening balance", "12.40");
      assertThat(cache).isEmptyDirectory();
      assertThat(FontMappers.instance()).isInstanceOf(BuiltInFonts.class);
    } finally {
      if (before == null) {
        System.clearProperty(FONT_CACHE);
      } else {
        System.setProperty(FONT_CACHE, before);
      }
    }
  }

  private static Account account() {
    return Books.account("acc-1", "GBP");
  }

  private static Statement statement() {
    return Statement.of(
        "acc-1", YearMonth.of(2026, 10), new Money(12_40, "GBP"), new Turnover(0, 0, 0, 0));
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }
}
