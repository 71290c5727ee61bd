package dev.tidings.acceptance.demo;

import dev.tidings.acceptance.system.Await;
import java.time.Duration;
import java.util.List;

/**
 * Tells a story on a running demo: scene by scene, here and on the page, each only once it shows.
 */
public final class TellStory {

  /** How long the page may take to show what happened. */
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(30);

  private final Demo demo;
  private final Listener listener;

  /** Looks on, for as long as it likes. */
  public interface Listener {

    /** Hears what is about to happen. */
    void hears(String words);

    /** Sees that it has happened. */
    void sees(String words);
  }

  /** The demo's aggregator must run with a narrator. */
  public TellStory(Demo demo, Listener listener) {
    this.demo = demo;
    this.listener = listener;
  }

  /**
   * Tells it to the end.
   *
   * @throws IllegalStateException when the aggregator does not show what is to be seen
   */
  public void tell() {
    List<Scene> scenes = Story.of(demo);
    for (Scene scene : scenes) {
      demo.aggregator().narrate(scene.words());
      listener.hears(scene.words());
      scene.act().run();
      if (!Await.within(SHOWN_WITHIN, scene.shown())) {
        throw new IllegalStateException("the story stops, for this is not shown: " + scene.words());
      }
      listener.sees(scene.words());
    }
  }
}
