package dev.tidings.acceptance;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** The system's own Chromium, headless; remembers what its console complained of. */
final class Browser implements AutoCloseable {

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  Browser() {
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
                            "--no-first-run")));
  }

  /** A page of a new visitor: no cookies, nothing stored. */
  Page newVisitor() {
    BrowserContext context = chromium.newContext();
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        complaints.add(message.text() + " at " + message.location());
      }
    });
    page.onPageError(complaints::add);
    return page;
  }

  /** Errors that any page has put on the console. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
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
