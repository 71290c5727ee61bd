package dev.tidings.bank.statement;

import java.awt.geom.GeneralPath;
import java.util.List;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.fontbox.util.BoundingBox;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the library from looking for the machine's fonts, which it would also list in a file in the
 * user's home. Statements use only fonts that every reader has; nothing is drawn here, and widths
 * come with the library.
 */
final class BuiltInFonts implements FontMapper {

  private BuiltInFonts() {}

  /** To be done before the first font is made. */
  static void only() {
    FontMappers.set(new BuiltInFonts());
  }

  @Override
  public FontMapping<FontBoxFont> getFontBoxFont(
      String baseFont, @Nullable PDFontDescriptor descriptor) {
    return new FontMapping<>(new Undrawn(baseFont), false);
  }

  @Override
  public FontMapping<TrueTypeFont> getTrueTypeFont(
      String baseFont, @Nullable PDFontDescriptor descriptor) {
    throw new UnsupportedOperationException(baseFont + " is not built in");
  }

  @Override
  public CIDFontMapping getCIDFont(
      String baseFont, @Nullable PDFontDescriptor descriptor, @Nullable PDCIDSystemInfo info) {
    throw new UnsupportedOperationException(baseFont + " is not built in");
  }

  /** A font that has every letter and no shapes. */
  private record Undrawn(String name) implements FontBoxFont {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public BoundingBox getFontBBox() {
      return new BoundingBox();
    }

    @Override
    public List<Number> getFontMatrix() {
      return List.of(0.001, 0, 0, 0.001, 0, 0);
    }

    @Override
    public GeneralPath getPath(String glyph) {
      return new GeneralPath();
    }

    @Override
    public float getWidth(String glyph) {
      return 0;
    }

    @Override
    public boolean hasGlyph(String glyph) {
      return true;
    }
  }
}
