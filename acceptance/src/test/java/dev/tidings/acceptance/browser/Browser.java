package dev.tidings.acceptance.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * The system's own Chromium, headless. It reaches this machine only, and remembers what went wrong
 * on any page: errors on the console, what the content security policy stopped, dialogs, failed
 * loads, and requests that wanted to leave the machine. For one thread.
 */
public final class Browser implements AutoCloseable {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");

  /** How long a page may take to show what is expected of it, on a busy machine. */
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(30);

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  public Browser() {
    PlaywrightAssertions.setDefaultAssertionTimeout((double) SHOWN_WITHIN.toMillis());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        onPath("node").toString())));
    chromium =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(executable())
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run",
                            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1")));
  }

  /** A page of a new visitor at a desk: no cookies, nothing stored. */
  public Page newVisitor() {
    return newVisitor(Look.DESKTOP);
  }

  /** As {@link #newVisitor()}, with this screen; close its context when done. */
  Page newVisitor(Look look) {
    BrowserContext context = chromium.newContext(look.options());
    context.onConsoleMessage(this::hear);
    context.onWebError(error -> complaints.add("uncaught: " + error.error()));
    context.onDialog(this::dismiss);
    context.onRequest(request -> watch(request.url()));
    context.onResponse(this::look);
    return context.newPage();
  }

  /** All that went wrong on any page. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }

  private void hear(ConsoleMessage message) {
    // Failed loads are told of below, with more to go by.
    if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
      complaints.add(message.text() + " at " + message.location());
    }
  }

  private void dismiss(Dialog dialog) {
    complaints.add("dialog: " + dialog.message());
    dialog.dismiss();
  }

  private void watch(String address) {
    URI uri = URI.create(address);
    if (uri.getHost() != null && !THIS_MACHINE.contains(uri.getHost())) {
      complaints.add("wanted to leave the machine: " + address);
    }
  }

  /** A page that does not exist may be asked for; what pages load has to be there. */
  private void look(Response response) {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) {
      complaints.add(response.status() + " for " + response.url());
    }
  }

  private static Path executable() {
    String named = System.getenv("TIDINGS_BROWSER");
    return named != null ? Path.of(named) : onPath("chromium");
  }

  private static Path onPath(String program) {
    return Stream.of(Objects.requireNonNull(System.getenv("PATH")).split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                program + " is not on the PATH; scripts/test installs it where it may"));
  }
}
