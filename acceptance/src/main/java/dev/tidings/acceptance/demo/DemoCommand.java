package dev.tidings.acceptance.demo;

import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.WorkFolder;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The demo, for looking on or as a check that ends. */
@Command(
    name = "demo",
    description =
        "Runs two banks and the aggregator as three processes, connects the demo customer, and shows what changes.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

  /** How lively the banks' customers are. */
  enum Activity {
    off,
    calm,
    busy
  }

  @Option(
      names = "--activity",
      defaultValue = "calm",
      description = "How lively the customers are: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Activity activity = Activity.calm;

  @Option(
      names = "--keep",
      description = "Goes on with the data of the last run in .demo/ instead of fresh data.")
  private boolean keep;

  @Option(
      names = "--check",
      description =
          "On free ports: makes 200 changes, waits until the view equals both ledgers, prints a summary and ends.")
  private boolean check;

  @Option(
      names = "--story",
      description =
          "Tells a short story of one day, with a narrator here and on the page, and nothing else happening.")
  private boolean story;

  @Option(
      names = "--pace",
      defaultValue = "1x",
      converter = Pace.Converter.class,
      description =
          "How fast the story goes: 1x, 10x, or step to go on with Enter (${DEFAULT-VALUE}).")
  private Pace pace = new Pace(1);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (story && pace.isStepByStep() && !isTerminal()) {
      spec.commandLine()
          .getErr()
          .println("tidings: --pace step waits for Enter, and there is no terminal to press it in");
      return ExitCode.USAGE;
    }
    Installation installation = Installation.find();
    return check ? check(installation) : show(installation);
  }

  private int show(Installation installation) throws IOException, InterruptedException {
    Path data = installation.home().resolve(".demo");
    if (!keep) {
      WorkFolder.deleteAll(data);
    }
    Demo demo =
        story
            ? Demo.forStory(installation, data, Demo.Ports.usual())
            : new Demo(installation, data, Demo.Ports.usual(), activity.name());
    AtomicBoolean ending = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              ending.set(true);
              System.out.println("\nending …");
              demo.close();
            }));
    demo.start();
    if (story) {
      Terminal.prologue(demo, pace);
      demo.onChange(Terminal::change);
      new TellStory(demo, new StoryTerminal(pace)).tell();
      Terminal.epilogue(demo);
    } else {
      Terminal.welcome(demo);
      demo.onChange(Terminal::change);
    }
    demo.awaitEnd();
    if (!ending.get()) {
      System.err.println("a program ended by itself; the logs are in " + data);
    }
    return 1;
  }

  private int check(Installation installation) throws IOException {
    WorkFolder data = WorkFolder.create("tidings-check");
    try (Demo demo = new Demo(installation, data.path(), Demo.Ports.free(), "off")) {
      demo.start();
      boolean passed = new Check(demo).run();
      if (!passed) {
        data.keep();
        return 1;
      }
    }
    return 0;
  }

  /** There is no console at all under {@code -Djdk.console=java.base} and no terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
