package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.BankClient;
import dev.tidings.acceptance.system.Http;
import dev.tidings.acceptance.system.Installation;
import dev.tidings.acceptance.system.Program;
import dev.tidings.jose.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast a bank sends a backlog: queued, and so signed, for TPPs that poll, which then ask for
 * push. Whoever has signed makes no difference.
 */
final class DrainBacklog {

  private static final Duration WITHIN = Duration.ofMinutes(30);

  /** Of the queueing and of the draining. */
  private static final int PROGRESS_LINES = 4;

  private final Installation installation;
  private final Path data;
  private final int backlog;
  private final Progress progress;

  DrainBacklog(Installation installation, Path data, int backlog, Progress progress) {
    this.installation = installation;
    this.data = data;
    this.backlog = backlog;
    this.progress = progress;
  }

  void run(EventDelivery.Signer signer) {
    int changes = Math.max(1, backlog / EventDelivery.TPPS);
    int queued = changes * EventDelivery.TPPS;
    try (Program program =
            installation.startBank("Bench Bank", 0, data, 1, "off", signer.jvmOptions());
        Receivers receivers = new Receivers()) {
      BankClient bank = new BankClient(program.awaitReady(), new Http());
      PostedChanges load = new PostedChanges(bank);
      SigningKey key = SigningKey.generate();
      List<BenchTpp> tpps = new ArrayList<>();
      for (int i = 0; i < EventDelivery.TPPS; i++) {
        BenchTpp tpp = BenchTpp.allowed(bank, key, i);
        tpps.add(tpp);
        tpp.subscribe(null);
      }
      progress.say("backlog: queueing %d events ...".formatted(queued));
      int line = Math.max(1, changes / PROGRESS_LINES);
      load.atOnce(
          changes,
          posted -> {
            if (posted % line == 0) {
              progress.say("  %d of %d changes posted".formatted(posted, changes));
            }
          });
      load.awaitQueued(queued, WITHIN);
      drain(program, receivers, queued, tpps);
    }
  }

  private void drain(Program program, Receivers receivers, int queued, List<BenchTpp> tpps) {
    progress.say("backlog: %d are queued, now draining ...".formatted(queued));
    Duration before = CpuTime.of(program.pid());
    long begin = System.nanoTime();
    for (int i = 0; i < tpps.size(); i++) {
      tpps.get(i).pushTo(receivers.callback(i));
    }
    int part = Math.max(1, queued / PROGRESS_LINES);
    int left = queued;
    while (left > 0) {
      int next = Math.min(part, left);
      receivers.await(next, WITHIN);
      left -= next;
      progress.say("  %d of %d sent".formatted(queued - left, queued));
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    progress.say(
        "backlog of %d drained in %.1f s: %.0f/s, %.0f µs CPU each"
            .formatted(
                queued,
                seconds,
                queued / seconds,
                CpuTime.microsEach(before, CpuTime.of(program.pid()), queued)));
  }
}
