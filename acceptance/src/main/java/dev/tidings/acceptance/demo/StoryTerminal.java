package dev.tidings.acceptance.demo;

/** Whoever follows a story in the terminal, at a pace. */
record StoryTerminal(Pace pace) implements TellStory.Listener {

  @Override
  public void hears(String words) {
    System.out.println("\n» " + words);
    pace.awaitRead(words);
  }

  @Override
  public void sees(String words) {
    pace.awaitSeen();
  }
}
