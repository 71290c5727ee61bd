package dev.tidings.tpp.narration;

import dev.tidings.tpp.view.ViewChanges;

/** The narrator's last words; empty while nothing is told. Not kept over a restart. Thread-safe. */
public final class Narration {

  /** The longest words, in characters. */
  public static final int LENGTH_MAX = 400;

  private final boolean on;
  private final ViewChanges changes;
  private volatile Said said = new Said(0, "");

  /**
   * @param on whether there is a narrator at all
   */
  public Narration(boolean on, ViewChanges changes) {
    this.on = on;
    this.changes = changes;
  }

  /**
   * What was said.
   *
   * @param number counts up, so that a page knows whether it has shown it
   */
  public record Said(long number, String words) {}

  public boolean isOn() {
    return on;
  }

  public Said said() {
    return said;
  }

  synchronized void say(String words) {
    said = new Said(said.number() + 1, words);
    changes.tell(new ViewChanges.Notice.Touched());
  }
}
