package dev.tidings.bank;

/**
 * How much the bank asks of those who call it.
 *
 * @param strict whether ready tokens of the sandbox are neither made nor taken
 */
public record Security(boolean strict) {

  /** For a laptop: ready tokens for {@code curl}. */
  public static final Security STANDARD = new Security(false);
}
