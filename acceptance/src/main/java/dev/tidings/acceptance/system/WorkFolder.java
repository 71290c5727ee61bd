package dev.tidings.acceptance.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * A folder for the programs of one run. When we end, also by Ctrl-C, the programs are ended and the
 * folder is deleted; only a run that fails keeps it, for the logs.
 */
public final class WorkFolder {

  private enum State {
    USED,
    KEPT,
    DELETED
  }

  private final Path path;
  private final AtomicReference<State> state = new AtomicReference<>(State.USED);

  private WorkFolder(Path path) {
    this.path = path;
  }

  /** A new one among the system's temporary files. */
  public static WorkFolder create(String prefix) throws IOException {
    WorkFolder folder = new WorkFolder(Files.createTempDirectory(prefix));
    Runtime.getRuntime().addShutdownHook(new Thread(folder::end, "work-folder"));
    return folder;
  }

  public Path path() {
    return path;
  }

  /** Is not deleted, and the user is told where it is. */
  public void keep() {
    if (state.compareAndSet(State.USED, State.KEPT)) {
      System.err.println("the logs are in " + path);
    }
  }

  /** Deletes a folder with all that is in it, if there is one. */
  public static void deleteAll(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private void end() {
    if (!state.compareAndSet(State.USED, State.DELETED)) {
      return;
    }
    endPrograms();
    try {
      deleteAll(path);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("could not delete " + path + ": " + e.getMessage());
    }
  }

  /** A program that still writes would put files where they were just deleted. */
  private static void endPrograms() {
    List<ProcessHandle> programs = ProcessHandle.current().children().toList();
    programs.forEach(ProcessHandle::destroy);
    for (ProcessHandle program : programs) {
      try {
        program.onExit().get(Program.STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        program.destroyForcibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
