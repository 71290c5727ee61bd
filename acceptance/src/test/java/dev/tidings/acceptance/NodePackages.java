package dev.tidings.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the tests use from npm, as the lock file beside their scripts names it. */
public final class NodePackages {

  private static final long INSTALL_MAX_SECONDS = 180;

  private NodePackages() {}

  /** The folder of the scripts, with the packages installed in it. */
  public static Path folder() {
    Path folder =
        Path.of(System.getProperty("tidings.home", "..")).resolve("acceptance/src/test/node");
    if (!isInstalled(folder)) {
      install(folder);
    }
    return folder;
  }

  private static boolean isInstalled(Path folder) {
    return Files.exists(folder.resolve("node_modules/openid-client"))
        && Files.exists(folder.resolve("node_modules/axe-core"));
  }

  private static void install(Path folder) {
    try {
      Process npm =
          new ProcessBuilder("npm", "ci", "--silent")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (!npm.waitFor(INSTALL_MAX_SECONDS, TimeUnit.SECONDS)) {
        npm.destroyForcibly();
        throw new IllegalStateException("'npm ci' in " + folder + " took too long");
      }
      if (npm.exitValue() != 0) {
        throw new IllegalStateException("'npm ci' in " + folder + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("'npm ci' cannot be run in " + folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
