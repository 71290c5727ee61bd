package dev.tidings.bank.statement;

import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.pdmodel.font.encoding.WinAnsiEncoding;

/** Pages that fill from the top and go on by themselves. All lengths in points. Not thread-safe. */
final class PdfPages implements AutoCloseable {

  private static final float MARGIN = 56;
  private static final float BOTTOM = 72;
  private static final float LINE = 15;
  private static final float TEXT_SIZE = 9;
  private static final float HEADING_SIZE = 16;
  private static final float FACT_INDENT = 110;
  private static final float DETAILS_INDENT = 72;
  private static final float COLUMN = 70;
  private static final float DETAILS_WIDTH = 200;
  private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;

  private final PDDocument document;
  private final String bankName;
  private final PDFont plain = new PDType1Font(FontName.HELVETICA);
  private final PDFont bold = new PDType1Font(FontName.HELVETICA_BOLD);
  private PDPageContentStream page;
  private float top;
  private String[] tableHead = {};

  PdfPages(PDDocument document, String bankName) throws IOException {
    this.document = document;
    this.bankName = bankName;
    this.page = newPage();
    masthead();
  }

  void heading(String text) throws IOException {
    left(bold, HEADING_SIZE, 0, text);
    top -= 2 * LINE;
  }

  void fact(String name, String value) throws IOException {
    left(bold, TEXT_SIZE, 0, name);
    left(plain, TEXT_SIZE, FACT_INDENT, value);
    next();
  }

  void gap() {
    top -= LINE;
  }

  /** Names the columns; they are named again on every further page. */
  void tableHead(String... columns) throws IOException {
    tableHead = columns;
    cells(bold, columns);
    line();
    next();
  }

  void row(String... columns) throws IOException {
    cells(plain, columns);
    next();
  }

  @Override
  public void close() throws IOException {
    page.close();
  }

  private void cells(PDFont font, String[] columns) throws IOException {
    left(font, TEXT_SIZE, 0, columns[0]);
    left(font, TEXT_SIZE, DETAILS_INDENT, fitting(font, columns[1]));
    right(font, WIDTH - 2 * COLUMN, columns[2]);
    right(font, WIDTH - COLUMN, columns[3]);
    right(font, WIDTH, columns[4]);
  }

  private void next() throws IOException {
    top -= LINE;
    if (top < BOTTOM) {
      page.close();
      page = newPage();
      masthead();
      if (tableHead.length > 0) {
        tableHead(tableHead);
      }
    }
  }

  private PDPageContentStream newPage() throws IOException {
    PDPage next = new PDPage(PDRectangle.A4);
    document.addPage(next);
    top = PDRectangle.A4.getHeight() - MARGIN;
    return new PDPageContentStream(document, next);
  }

  private void masthead() throws IOException {
    left(bold, TEXT_SIZE, 0, bankName);
    right(plain, WIDTH, "Page " + document.getNumberOfPages());
    line();
    top -= 2 * LINE;
  }

  private void line() throws IOException {
    page.setLineWidth(0.5f);
    page.moveTo(MARGIN, top - LINE / 3);
    page.lineTo(MARGIN + WIDTH, top - LINE / 3);
    page.stroke();
  }

  private void left(PDFont font, float size, float indent, String text) throws IOException {
    page.beginText();
    page.setFont(font, size);
    page.newLineAtOffset(MARGIN + indent, top);
    page.showText(printable(text));
    page.endText();
  }

  private void right(PDFont font, float end, String text) throws IOException {
    left(font, TEXT_SIZE, end - width(font, printable(text)), text);
  }

  private static String fitting(PDFont font, String text) throws IOException {
    String cut = printable(text);
    while (width(font, cut) > DETAILS_WIDTH) {
      cut = cut.substring(0, cut.length() - 1);
    }
    return cut;
  }

  private static float width(PDFont font, String text) throws IOException {
    return font.getStringWidth(text) / 1000 * TEXT_SIZE;
  }

  /** The built-in fonts know the letters of Western Europe; any other becomes a question mark. */
  private static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .forEach(letter -> {
          String name = GlyphList.getAdobeGlyphList().codePointToName(letter);
          printable.appendCodePoint(WinAnsiEncoding.INSTANCE.contains(name) ? letter : '?');
        });
    return printable.toString();
  }
}
