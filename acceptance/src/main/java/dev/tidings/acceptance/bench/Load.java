package dev.tidings.acceptance.bench;

import dev.tidings.acceptance.system.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Many reads of a program, by callers that each wait for their answer, and what they cost it. */
final class Load {

  /** Callers at one time. */
  static final int CALLERS = 8;

  private Load() {}

  /**
   * What the reads cost.
   *
   * @param cpuMicros processor time of the server for one of them
   * @param perSecond how many were answered
   * @param ms how long each took
   */
  record Cost(double cpuMicros, double perSecond, Distribution ms) {

    @Override
    public String toString() {
      return "%6.0f µs CPU a request, %6.0f requests/s, ms %s".formatted(cpuMicros, perSecond, ms);
    }
  }

  static HttpRequest read(URI address, String bearer) {
    return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + bearer).build();
  }

  /**
   * Sends so many requests; every answer must be 200.
   *
   * @param requestOf by number
   */
  static Cost send(Program server, int requests, IntFunction<HttpRequest> requestOf) {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return send(server, client, requests, requestOf);
    }
  }

  /** As {@link #send(Program, int, IntFunction)}, by this client. */
  static Cost send(
      Program server, HttpClient client, int requests, IntFunction<HttpRequest> requestOf) {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      Duration cpuBefore = CpuTime.of(server.pid());
      long begin = System.nanoTime();
      List<Future<List<Double>>> running = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        running.add(callers.submit(() -> call(client, next, requests, requestOf)));
      }
      List<Double> ms = new ArrayList<>();
      for (Future<List<Double>> one : running) {
        ms.addAll(one.get());
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      double cpuMicros = CpuTime.microsEach(cpuBefore, CpuTime.of(server.pid()), requests);
      return new Cost(cpuMicros, requests / seconds, Distribution.of(ms));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a read failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static List<Double> call(
      HttpClient client, AtomicInteger next, int requests, IntFunction<HttpRequest> requestOf)
      throws IOException, InterruptedException {
    List<Double> ms = new ArrayList<>();
    for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
      HttpRequest request = requestOf.apply(i);
      long begin = System.nanoTime();
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      ms.add((System.nanoTime() - begin) / 1e6);
      if (answer.statusCode() != 200) {
        throw new IOException(request.uri() + " was answered with " + answer.statusCode());
      }
    }
    return ms;
  }
}
