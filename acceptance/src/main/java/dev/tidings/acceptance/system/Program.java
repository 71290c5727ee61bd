package dev.tidings.acceptance.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of our programs as a process: started, ready when it says its address, stopped or killed. */
public final class Program implements AutoCloseable {

  /** How long a start may take on a busy machine. */
  public static final Duration START_MAX = Duration.ofMinutes(2);

  /** How long a clean end may take before the process is killed. */
  public static final Duration STOP_MAX = Duration.ofSeconds(10);

  private static final Pattern READY = Pattern.compile("ready at (http\\S+)");

  private final String name;
  private final Process process;
  private final Path log;
  private final CompletableFuture<URI> address = new CompletableFuture<>();
  private volatile Consumer<String> listener = line -> {};

  private Program(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a runnable jar on the Java that runs us.
   *
   * @param log gets all that the program prints
   */
  public static Program start(
      String name, Path jar, Path log, List<String> jvmOptions, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      Program program = new Program(name, process, log);
      // A virtual one would keep a carrier to itself: it waits where it cannot be taken off.
      Thread.ofPlatform().daemon().name(name + "-output").start(program::readOutput);
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /** Waits until the program says that it is ready; returns its address. */
  public URI awaitReady() {
    return awaitReady(START_MAX);
  }

  /** As {@link #awaitReady()}, for a start that has more to do. */
  public URI awaitReady(Duration atMost) {
    try {
      return address.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      close();
      throw new IllegalStateException(
          name + " did not start: " + lastWords() + " (its log: " + log + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Tells each further line that the program prints, on a thread of its own. */
  public void hear(Consumer<String> listener) {
    this.listener = listener;
  }

  /** {@code kill -9}: no goodbye. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Calls back once the process has ended, however it ended. */
  public void onEnd(Runnable action) {
    var _ = process.onExit().thenRun(action);
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the program as Ctrl-C does. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.isEmpty() ? "it said nothing" : lines.getLast();
    } catch (IOException e) {
      return "it said nothing";
    }
  }

  private void readOutput() {
    try (BufferedReader output =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        PrintStream file =
            new PrintStream(
                Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true,
                StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        file.println(line);
        listener.accept(line);
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
          address.complete(URI.create(ready.group(1)));
        }
      }
    } catch (IOException e) {
      address.completeExceptionally(e);
    }
    address.completeExceptionally(new IllegalStateException(name + " ended"));
  }
}
