package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.demo.Demo;
import dev.tidings.acceptance.system.Await;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Resident memory of each program after a while of busy customers. */
final class Memory {

  private final Installation installation;
  private final Path data;
  private final Duration after;

  Memory(Installation installation, Path data, Duration after) {
    this.installation = installation;
    this.data = data;
    this.after = after;
  }

  void run() {
    try (Program bare = BareServer.start(installation, data.resolve("bare.log"));
        Demo demo = new Demo(installation, data, Demo.Ports.free(), "busy")) {
      bare.awaitReady();
      demo.start();
      Await.within(after, () -> false);
      double reference = residentMiB(bare);
      System.out.printf(
          "resident memory, MiB after %d s with --activity busy%n", after.toSeconds());
      print("bare Javalin", reference, reference);
      for (Program program : demo.programs()) {
        print(program.name(), residentMiB(program), reference);
      }
    }
  }

  private static void print(String what, double value, double reference) {
    System.out.printf("  %-22s %8.0f   %.2f × bare%n", what, value, value / reference);
  }

  /** Linux only: {@code VmRSS} of the process. */
  static double residentMiB(Program program) {
    try {
      return Files.readAllLines(Path.of("/proc/" + program.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be read on Linux only", e);
    }
  }
}
