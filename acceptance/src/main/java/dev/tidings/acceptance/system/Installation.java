package dev.tidings.acceptance.system;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the built programs are, and how each is started. */
public record Installation(Path home) {

  /** The checkout named by {@code tidings.home}, else the current folder. */
  public static Installation find() {
    Installation installation =
        new Installation(
            Path.of(System.getProperty("tidings.home", ".")).toAbsolutePath().normalize());
    if (!Files.exists(installation.bankJar())) {
      throw new IllegalStateException(
          installation.bankJar() + " is missing: build with 'mvn package' first");
    }
    return installation;
  }

  public Path bankJar() {
    return home.resolve("bank-simulator/target/bank.jar");
  }

  public Path tppJar() {
    return home.resolve("tpp-client/target/tpp.jar");
  }

  public Path toolsJar() {
    return home.resolve("acceptance/target/tidings.jar");
  }

  /**
   * Starts a bank.
   *
   * @param port 0 for a free one
   * @param data its folder; its log lies beside it
   */
  public Program startBank(String name, int port, Path data, long seed, String activity) {
    return startBank(name, port, data, seed, activity, List.of());
  }

  /**
   * As {@link #startBank(String, int, Path, long, String)}.
   *
   * @param moreOptions of the JVM, beside and before the usual ones
   */
  public Program startBank(
      String name, int port, Path data, long seed, String activity, List<String> moreOptions) {
    List<String> options = new ArrayList<>(jvmOptions());
    options.addAll(moreOptions);
    return Program.start(
        name,
        bankJar(),
        logBeside(data),
        options,
        List.of(
            "--name", name,
            "--port", Integer.toString(port),
            "--data", data.toString(),
            "--seed", Long.toString(seed),
            "--activity", activity));
  }

  /**
   * Starts a bank of a certain size, on a free port, in which nothing happens by itself.
   *
   * @param accounts beside those of the personas
   * @param transactions of the one customer with a long history
   */
  public Program startBank(String name, Path data, int accounts, int transactions) {
    return Program.start(
        name,
        bankJar(),
        logBeside(data),
        jvmOptions(),
        List.of(
            "--name",
            name,
            "--port",
            "0",
            "--data",
            data.toString(),
            "--seed",
            "1",
            "--accounts",
            Integer.toString(accounts),
            "--long-history",
            Integer.toString(transactions)));
  }

  /**
   * Starts an aggregator of these banks.
   *
   * @param more arguments
   */
  public Program startAggregator(int port, Path data, List<URI> banks, List<String> more) {
    List<String> arguments =
        new ArrayList<>(List.of("--port", Integer.toString(port), "--data", data.toString()));
    for (URI bank : banks) {
      arguments.add("--bank");
      arguments.add(bank.toString());
    }
    arguments.addAll(more);
    return Program.start("aggregator", tppJar(), logBeside(data), jvmOptions(), arguments);
  }

  /** Several JVMs share one small machine: the serial collector and a small heap suit them. */
  public static List<String> jvmOptions() {
    return List.of("-XX:+UseSerialGC", "-Xmx384m", "--enable-native-access=ALL-UNNAMED");
  }

  private static Path logBeside(Path data) {
    return data.resolveSibling(data.getFileName() + ".log");
  }
}
