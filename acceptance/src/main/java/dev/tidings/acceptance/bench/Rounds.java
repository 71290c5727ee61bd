package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.Program;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Several kinds of requests to one program, taken in turns, so that whatever else happens on the
 * machine happens to all of them.
 */
final class Rounds {

  /** Rounds that count; one before them warms up. */
  static final int ROUNDS = 5;

  private final Program program;
  private final HttpClient client;
  private final int requests;
  private final Map<String, Supplier<HttpRequest>> kinds = new LinkedHashMap<>();
  private final Map<String, List<Double>> micros = new LinkedHashMap<>();

  /**
   * @param requests of each kind, over all rounds
   */
  Rounds(Program program, HttpClient client, int requests) {
    this.program = program;
    this.client = client;
    this.requests = requests;
  }

  Rounds add(String kind, Supplier<HttpRequest> request) {
    kinds.put(kind, request);
    return this;
  }

  /** Sends them all and prints what each kind costs the program: the median of the rounds. */
  Rounds run() {
    kinds.values().forEach(this::send);
    for (int round = 0; round < ROUNDS; round++) {
      kinds.forEach((kind, request) ->
          micros.computeIfAbsent(kind, _ -> new ArrayList<>()).add(send(request)));
    }
    micros.forEach((kind, values) ->
        System.out.printf(
            Locale.ROOT, "  %-46s %6.0f µs CPU%n", kind, Distribution.of(values).median()));
    return this;
  }

  /** Prints the median difference between two kinds. */
  Rounds price(String what, String with, String without) {
    List<Double> more = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      more.add(of(with).get(round) - of(without).get(round));
    }
    System.out.printf(
        Locale.ROOT,
        "    %-44s %+6.0f µs, %.2f ×%n",
        "price of " + what,
        Distribution.of(more).median(),
        1 + Distribution.of(more).median() / Distribution.of(of(without)).median());
    return this;
  }

  private List<Double> of(String kind) {
    return Objects.requireNonNull(micros.get(kind), kind);
  }

  private double send(Supplier<HttpRequest> request) {
    return Load.send(program, client, Math.max(1, requests / ROUNDS), _ -> request.get())
        .cpuMicros();
  }
}
