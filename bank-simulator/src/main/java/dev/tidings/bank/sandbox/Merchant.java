package dev.tidings.bank.sandbox;

import java.util.List;

/**
 * An invented shop.
 *
 * @param categoryCode ISO 18245
 * @param lowMinor the least that one spends there, in minor units
 * @param highMinor the most
 */
record Merchant(String name, String categoryCode, long lowMinor, long highMinor) {

  /** Where one eats and drinks, rides and shops on most days. */
  static final List<Merchant> EVERYDAY =
      List.of(
          new Merchant("Pennywell Supermarket", "5411", 4_20, 96_00),
          new Merchant("Pennywell Supermarket", "5411", 4_20, 96_00),
          new Merchant("Thornfield Foods", "5411", 3_10, 58_00),
          new Merchant("Corner Larder", "5411", 1_20, 18_00),
          new Merchant("Harbour Lane Coffee", "5814", 2_60, 9_80),
          new Merchant("Copper Kettle Cafe", "5814", 2_40, 14_50),
          new Merchant("The Daily Crust Bakery", "5462", 1_80, 11_00),
          new Merchant("Metro Link Transport", "4111", 1_80, 12_40),
          new Merchant("Bluebird Taxis", "4121", 6_00, 28_00),
          new Merchant("Three Oaks Filling Station", "5541", 22_00, 78_00),
          new Merchant("Willowbank Pharmacy", "5912", 2_50, 26_00),
          new Merchant("The Lamplighter Inn", "5813", 4_90, 46_00),
          new Merchant("Saffron & Slate", "5812", 14_00, 84_00),
          new Merchant("Noodle Wharf", "5812", 9_50, 38_00));

  /** Now and then. */
  static final List<Merchant> OCCASIONAL =
      List.of(
          new Merchant("Larkspur Clothing", "5651", 14_00, 140_00),
          new Merchant("Quillfeather Books", "5942", 6_99, 48_00),
          new Merchant("Orbit Picturehouse", "7832", 8_50, 36_00),
          new Merchant("Brightspark Electricals", "5732", 19_00, 320_00),
          new Merchant("Hearth & Hinge Home", "5200", 9_00, 180_00),
          new Merchant("Mane Street Barbers", "7230", 14_00, 42_00),
          new Merchant("Fernhill Garden Centre", "5261", 7_00, 88_00),
          new Merchant("Pawprint Veterinary", "0742", 38_00, 190_00),
          new Merchant("Northway Rail", "4112", 11_00, 92_00),
          new Merchant("Parcel & Bow Gifts", "5947", 4_50, 55_00));

  /** What a student spends on. */
  static final List<Merchant> STUDENT =
      List.of(
          new Merchant("Corner Larder", "5411", 1_20, 16_00),
          new Merchant("Thornfield Foods", "5411", 3_10, 32_00),
          new Merchant("Students' Union Bar", "5813", 3_20, 24_00),
          new Merchant("Campus Copy Shop", "7338", 80, 9_50),
          new Merchant("Slice of Midnight Pizza", "5814", 6_50, 19_00),
          new Merchant("Metro Link Transport", "4111", 1_80, 8_00),
          new Merchant("Second Chapter Books", "5942", 3_50, 28_00),
          new Merchant("Pixel Attic Games", "5816", 2_99, 34_99));

  /** What a joiner's business buys. */
  static final List<Merchant> TRADE =
      List.of(
          new Merchant("Mortice & Tenon Timber", "5211", 24_00, 420_00),
          new Merchant("Ironmonger's Yard", "5251", 6_00, 130_00),
          new Merchant("Three Oaks Filling Station", "5541", 32_00, 96_00),
          new Merchant("Chiselworks Tool Hire", "7394", 35_00, 160_00),
          new Merchant("Paperclip Office Supplies", "5943", 4_50, 64_00));

  /** Abroad, in euro. */
  static final List<Merchant> ABROAD =
      List.of(
          new Merchant("Trattoria del Molo", "5812", 14_00, 72_00),
          new Merchant("Boulangerie des Tilleuls", "5462", 2_20, 12_80),
          new Merchant("Pension Lindenhof", "7011", 68_00, 210_00),
          new Merchant("Ferrovia Costiera", "4112", 7_40, 48_00),
          new Merchant("Mercado da Ribeira Nova", "5411", 6_00, 54_00));

  /** What a joiner's business buys on the continent, in euro. */
  static final List<Merchant> TRADE_ABROAD =
      List.of(
          new Merchant("Werkzeughaus Ahorn", "5251", 18_00, 240_00),
          new Merchant("Quincaillerie Vasseur", "5072", 9_00, 120_00),
          new Merchant("Legnami Bellariva", "5211", 60_00, 380_00));
}
