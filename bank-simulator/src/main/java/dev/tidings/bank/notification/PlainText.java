package dev.tidings.bank.notification;

import java.util.regex.Pattern;

/** Text from outside made fit to be kept and shown. */
final class PlainText {

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{FFFE}\\x{FFFF}]+");

  private PlainText() {}

  /** One line of at most so many characters; no database refuses it. */
  static String of(String text, int lengthMax) {
    String line = CONTROL.matcher(text).replaceAll(" ").strip();
    if (line.length() <= lengthMax) {
      return line;
    }
    boolean splitsPair = Character.isHighSurrogate(line.charAt(lengthMax - 1));
    return line.substring(0, splitsPair ? lengthMax - 1 : lengthMax);
  }
}
