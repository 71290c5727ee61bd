package dev.tidings.acceptance;

import dev.tidings.acceptance.bench.BareServer;
import dev.tidings.acceptance.bench.BenchCommand;
import dev.tidings.acceptance.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The tools around the two programs, one subcommand a script. */
@Command(
    name = "tidings",
    description = "Tools around the bank and the aggregator.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DemoCommand.class,
      TokenCommand.class,
      DirectoryCommand.class,
      SetVerifyCommand.class,
      BenchCommand.class,
      BareServer.class
    })
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((problem, line, parsed) -> {
          line.getErr().println("tidings: " + problem.getMessage());
          return line.getCommandSpec().exitCodeOnExecutionException();
        });
  }
}
