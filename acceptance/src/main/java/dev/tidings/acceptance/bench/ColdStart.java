package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** From starting the process to the first good answer: empty folder, seeding included. */
final class ColdStart {

  private final Installation installation;
  private final Path data;
  private final int runs;
  private final Http http = new Http();

  ColdStart(Installation installation, Path data, int runs) {
    this.installation = installation;
    this.data = data;
    this.runs = runs;
  }

  void run() {
    List<Double> bare = new ArrayList<>();
    List<Double> empty = new ArrayList<>();
    List<Double> seeded = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      Path folder = data.resolve("run-" + i);
      bare.add(startMs(() -> BareServer.start(installation, folder.resolve("bare.log")), "/"));
      Path bank = folder.resolve("bank");
      empty.add(startMs(() -> startBank(bank), "/sandbox/accounts"));
      seeded.add(startMs(() -> startBank(bank), "/sandbox/accounts"));
    }
    Distribution reference = Distribution.of(bare);
    System.out.printf("cold start, ms to the first good answer (median of %d)%n", runs);
    print("bare Javalin", reference, reference);
    print("bank, empty folder", Distribution.of(empty), reference);
    print("bank, second start", Distribution.of(seeded), reference);
  }

  private Program startBank(Path folder) {
    return installation.startBank("Bench Bank", 0, folder, 1, "off");
  }

  private double startMs(Supplier<Program> start, String path) {
    long begin = System.nanoTime();
    try (Program program = start.get()) {
      URI address = program.awaitReady();
      http.get(address.resolve(path)).expect(200);
      return (System.nanoTime() - begin) / 1e6;
    }
  }

  private static void print(String what, Distribution value, Distribution reference) {
    System.out.printf(
        "  %-22s %8.0f   %.2f × bare%n", what, value.median(), value.median() / reference.median());
  }
}
