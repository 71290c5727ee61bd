package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * What telling one event cannot do without, each by itself and warm: processor time of the process
 * that does it, a {@link BarePartsProgram} on the JVM options of the bank. Who receives its POSTs
 * is a further process, whose time does not count.
 */
final class BareParts implements AutoCloseable {

  /** Unmeasured rounds before the first measured one: as warm as the bank beside it. */
  private static final int WARM_UPS = 10;

  /**
   * One part, as often as it is done at a time; seconds, if nothing else keeps the machine busy.
   */
  private static final Duration DONE_WITHIN = Duration.ofMinutes(5);

  private final Program server;
  private final Program parts;
  private final OkHttpClient control = new OkHttpClient.Builder().readTimeout(DONE_WITHIN).build();

  private BareParts(Program server, Program parts) {
    this.server = server;
    this.parts = parts;
  }

  /** Ready to be measured, and warm. */
  static BareParts start(
      Installation installation, Path data, EventDelivery.Signer signer, Progress progress) {
    Program server = BareServer.start(installation, data.resolve("server.log"));
    Program program;
    try {
      program = startParts(installation, data, signer, server);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    BareParts parts = new BareParts(server, program);
    try {
      parts.warmUp(progress);
      return parts;
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /**
   * Processor time of each part, in microseconds.
   *
   * @param sign one signature
   * @param post one POST and its answer
   * @param write one row in a commit of its own
   * @param writeInGroup one row of {@link BarePartsProgram#GROUP} in a commit together
   */
  record Cost(double sign, double post, double write, double writeInGroup) {

    /** The least that one event costs. */
    double sum() {
      return sign + post + write;
    }

    /** As {@link #sum}, with writes that share a commit, which is stricter. */
    double sumInGroups() {
      return sign + post + writeInGroup;
    }

    @Override
    public String toString() {
      return "sign %.0f + POST %.0f + write %.0f = %.0f µs, or %.0f in a group of %d = %.0f µs"
          .formatted(sign, post, write, sum(), writeInGroup, BarePartsProgram.GROUP, sumInGroups());
    }
  }

  /** Of the second time: the first one wakes up what slept while the bank was measured. */
  Cost measure() {
    measureOnce();
    return measureOnce();
  }

  @Override
  public void close() {
    parts.close();
    server.close();
  }

  private void warmUp(Progress progress) {
    progress.say("  warming up the bare parts, %d times ...".formatted(WARM_UPS));
    for (int i = 0; i < WARM_UPS; i++) {
      measureOnce();
    }
  }

  private Cost measureOnce() {
    return new Cost(
        micros(BarePartsProgram.SIGN),
        micros(BarePartsProgram.POST),
        micros(BarePartsProgram.WRITE),
        micros(BarePartsProgram.WRITE_IN_GROUPS));
  }

  private double micros(String part) {
    Request request =
        new Request.Builder()
            .url(parts.awaitReady().resolve(part).toString())
            .post(RequestBody.create(new byte[0]))
            .build();
    Duration before = CpuTime.of(parts.pid());
    try (Response response = control.newCall(request).execute()) {
      String answer = response.body().string();
      if (response.code() != 200) {
        throw new IllegalStateException("bare part " + part + " failed: " + answer);
      }
      return CpuTime.microsEach(before, CpuTime.of(parts.pid()), Long.parseLong(answer));
    } catch (IOException e) {
      throw new UncheckedIOException("bare part " + part + " failed: " + e.getMessage(), e);
    }
  }

  private static Program startParts(
      Installation installation, Path data, EventDelivery.Signer signer, Program server) {
    List<String> options = new ArrayList<>(Installation.jvmOptions());
    options.addAll(signer.jvmOptions());
    return Program.start(
        "bare-parts",
        installation.toolsJar(),
        data.resolve("parts.log"),
        options,
        List.of(
            "bench",
            "bare-parts",
            "--server",
            server.awaitReady().toString(),
            "--data",
            data.toString()));
  }
}
