package dev.tidings.bank;

import dev.tidings.bank.accountinfo.CallLimits;
import dev.tidings.bank.http.Reach;
import dev.tidings.bank.sandbox.Activity;
import dev.tidings.bank.sandbox.BankSize;
import dev.tidings.http.Listener;
import dev.tidings.jose.NativeCrypto;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs one bank until it is told to end. */
@Command(
    name = "bank",
    description =
        "A simulated UK bank: Open Banking v4.0 account information, consent, signed events.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    version = "Tidings bank 0.1.0")
public final class Main implements Callable<Integer> {

  @Option(
      names = "--name",
      defaultValue = "Alder Bank",
      description = "What customers see (${DEFAULT-VALUE}).")
  private String name = "Alder Bank";

  @Option(
      names = "--port",
      defaultValue = "8081",
      description = "Port to listen on; 0 for a free one (${DEFAULT-VALUE}).")
  private int port = 8081;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "The bank's base address as others reach it, which is also its issuer (http://localhost:PORT).")
  private @Nullable String publicUrl;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Folder for keys and the embedded database; made when missing.")
  private Path data = Path.of(".");

  @Option(
      names = "--db",
      paramLabel = "JDBC-URL",
      description =
          "A PostgreSQL database, with user and password in the address, instead of the embedded one.")
  private @Nullable String jdbcUrl;

  @Option(
      names = "--seed",
      description = "Decides customers, accounts, history and activity (made from the name).")
  private @Nullable Long seed;

  @Option(
      names = "--activity",
      defaultValue = "off",
      description =
          "How often customers move money by themselves: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Activity activity = Activity.off;

  @Option(
      names = "--public",
      description =
          "For a bank that others can reach: callbacks and key sets of TPPs must be at public addresses, over HTTPS.")
  private boolean publicOnly;

  @Option(
      names = "--merge-window",
      paramLabel = "MS",
      defaultValue = "0",
      description =
          "Milliseconds in which changes of one account are told as one; 0 to tell each (${DEFAULT-VALUE}).")
  private long mergeWindowMs;

  @Option(
      names = "--verify-callbacks",
      description = "A callback must answer a verification event before it is taken.")
  private boolean verifyCallbacks;

  @Option(
      names = "--rate-limit",
      paramLabel = "LIMIT",
      defaultValue = "off",
      converter = CallLimitsOption.class,
      description = {
        "How often a TPP may call the account information API (${DEFAULT-VALUE}): off; 600/m (or /s, /h) for each TPP;",
        "psd2 for four calls a day without x-fapi-customer-ip-address for each account and endpoint; or 600/m,psd2."
      })
  private CallLimits limits = CallLimits.NONE;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "So many further customers with an account each, crowd0000001 on (${DEFAULT-VALUE}).")
  private int accounts;

  @Option(
      names = "--long-history",
      paramLabel = "N",
      defaultValue = "0",
      description = "A further customer, vera, with so many transactions (${DEFAULT-VALUE}).")
  private int longHistory;

  @Option(
      names = "--strict",
      description = {
        "Neither makes nor takes the sandbox's ready tokens, and wants requests about event",
        "subscriptions to be signed (see docs/security.md)."
      })
  private boolean strict;

  @Option(
      names = "--tls",
      description =
          "Serves HTTPS only, by a local authority whose certificate is DIR/tls-authority.pem.")
  private boolean tls;

  @Option(
      names = "--mtls-port",
      defaultValue = "0",
      description = "With --tls: port for clients with certificates; 0 for a free one.")
  private int mtlsPort;

  private Main() {}

  public static void main(String[] args) {
    int exit = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(args);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  @Override
  public Integer call() {
    NativeCrypto.loadInBackground();
    try {
      Bank bank = Bank.create(config());
      Runtime.getRuntime().addShutdownHook(new Thread(bank::close, "shutdown"));
      bank.start();
      System.out.println(name + " is ready at " + bank.issuer());
      return 0;
    } catch (IOException | RuntimeException e) {
      System.err.println(name + " cannot start: " + StartProblem.inWords(e, port, data));
      return 1;
    }
  }

  private BankConfig config() throws IOException {
    Listener listener = Listener.open(host, port);
    String issuer =
        publicUrl == null
            ? (tls ? "https" : "http") + "://localhost:" + listener.port()
            : publicUrl.replaceAll("/+$", "");
    return new BankConfig(
        name,
        listener,
        issuer,
        data,
        jdbcUrl,
        seed == null ? name.hashCode() : seed,
        activity,
        Clock.systemUTC(),
        new BankOptions(
            new Security(strict, tls ? tls(issuer) : null),
            limits,
            new BankSize(accounts, longHistory),
            publicOnly ? Reach.PUBLIC : Reach.ANYWHERE,
            Duration.ofMillis(mergeWindowMs),
            verifyCallbacks));
  }

  private Security.Tls tls(String issuer) throws IOException {
    Listener listener = Listener.open(host, mtlsPort);
    String name = URI.create(issuer).getHost();
    return new Security.Tls(listener, "https://" + name + ":" + listener.port());
  }
}
