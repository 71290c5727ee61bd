package dev.tidings.bank.sandbox;

import java.math.BigInteger;

/** Numbers that look and check like real ones and belong to nobody. */
final class AccountNumbers {

  /** Sort codes that begin so are not given to banks. */
  private static final String SORT_CODE_PREFIX = "99";

  /** ISO/IEC 7812: 9 for national assignment, 826 for the United Kingdom; of no card scheme. */
  private static final String CARD_PREFIX = "9826";

  private static final String IBAN_BANK = "TDNG";
  private static final BigInteger IBAN_MODULUS = BigInteger.valueOf(97);
  private static final int IBAN_SUM = 98;

  private AccountNumbers() {}

  /** Six digits, the same for the whole bank. */
  static String sortCode(long seed) {
    return SORT_CODE_PREFIX + new Draw(seed, "sort code").digits(4);
  }

  /** A sort code and eight digits. */
  static String domestic(String sortCode, Draw draw) {
    return sortCode + draw.digits(8);
  }

  /** A British IBAN with valid check digits. Source: ISO 13616. */
  static String iban(String sortCode, Draw draw) {
    String bban = IBAN_BANK + sortCode + draw.digits(8);
    int check = IBAN_SUM - remainder(bban + "GB00");
    return "GB" + (check < 10 ? "0" : "") + check + bban;
  }

  /** Sixteen digits, the last one of them Luhn's. Source: ISO/IEC 7812-1, annex B. */
  static String card(Draw draw) {
    String payload = CARD_PREFIX + draw.digits(11);
    int sum = 0;
    for (int i = 0; i < payload.length(); i++) {
      int digit = payload.charAt(payload.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit * 2 : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return payload + (10 - sum % 10) % 10;
  }

  private static int remainder(String rearranged) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < rearranged.length(); i++) {
      digits.append(Character.digit(rearranged.charAt(i), 36));
    }
    return new BigInteger(digits.toString()).mod(IBAN_MODULUS).intValue();
  }
}
