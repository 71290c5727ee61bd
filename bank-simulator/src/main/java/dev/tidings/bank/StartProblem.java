package dev.tidings.bank;

import java.nio.file.Path;
import java.util.stream.Stream;

/** Says why a bank did not start, in words that help; a stack trace is for a bug. */
final class StartProblem {

  private StartProblem() {}

  static String inWords(Throwable problem, int port, Path data) {
    String all =
        String.join(
            ": ",
            Stream.iterate(problem, p -> p != null, Throwable::getCause)
                .map(String::valueOf)
                .toList());
    if (all.contains("BindException") || all.contains("Port already in use")) {
      return "port " + port + " is in use; choose another with --port";
    }
    if (all.contains("Database may be already in use")) {
      return "another bank is running on the data in " + data.toAbsolutePath();
    }
    return all;
  }
}
