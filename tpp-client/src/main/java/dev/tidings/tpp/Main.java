package dev.tidings.tpp;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command line. */
@Command(
    name = "tpp",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows all accounts of all banks in one view, kept up to date by events.")
public final class Main implements Callable<Integer> {

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "port to listen on (${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--bank",
      required = true,
      paramLabel = "URL",
      description = "address (issuer) of a bank; give it once for each bank")
  private List<URI> banks = new ArrayList<>();

  @Option(
      names = "--data",
      defaultValue = "data/tpp",
      paramLabel = "DIR",
      description = "folder for keys and the database (${DEFAULT-VALUE})")
  private Path data = Path.of("data/tpp");

  @Option(
      names = "--name",
      defaultValue = "Tidings",
      description = "what banks show to customers (${DEFAULT-VALUE})")
  private String name = "Tidings";

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "address to listen on (${DEFAULT-VALUE})")
  private String host = "127.0.0.1";

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "where banks and browsers reach us (http://localhost:PORT)")
  private @Nullable URI publicUrl;

  @Option(
      names = "--poll-interval",
      defaultValue = "60s",
      paramLabel = "TIME",
      converter = Interval.class,
      description = "what a polling aggregator would use, for comparison, such as 60s, 5m (60s)")
  private Duration pollInterval = Duration.ofSeconds(60);

  @Option(
      names = "--narration",
      description = "lets programs of this machine put a narrator's words on the pages, for a demo")
  private boolean narrated;

  public static void main(String[] args) {
    int exitCode =
        new CommandLine(new Main())
            .setExecutionExceptionHandler((e, line, result) -> {
              line.getErr().println("tpp cannot start: " + rootCause(e));
              return CommandLine.ExitCode.SOFTWARE;
            })
            .execute(args);
    if (exitCode != CommandLine.ExitCode.OK) {
      System.exit(exitCode);
    }
  }

  @Override
  public Integer call() throws IOException {
    URI url = publicUrl == null ? URI.create("http://localhost:" + port) : publicUrl;
    Aggregator aggregator =
        Aggregator.create(
            new AggregatorConfig(
                name,
                host,
                port,
                url,
                banks,
                data,
                pollInterval,
                narrated,
                InstantSource.system()));
    aggregator.start();
    Runtime.getRuntime().addShutdownHook(new Thread(aggregator::stop, "shutdown"));
    System.out.println(name + " is ready at " + aggregator.publicUrl());
    return CommandLine.ExitCode.OK;
  }

  private static String rootCause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** Reads {@code 60s}, {@code 5m}, {@code 2h}. */
  static final class Interval implements CommandLine.ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})([smh])");

    @Override
    public Duration convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "' is not a time such as 60s, 5m or 2h");
      }
      return Duration.parse("PT" + matcher.group(1) + matcher.group(2));
    }
  }
}
