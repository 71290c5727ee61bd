package dev.tidings.acceptance.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** The aggregator's live stream: calls back for each change until closed. */
public final class ChangeStream implements AutoCloseable {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Call call;
  private final Thread reader;

  private ChangeStream(Call call, Consumer<JsonNode> listener) {
    this.call = call;
    this.reader = Thread.ofVirtual().name("changes").start(() -> read(listener));
  }

  public static ChangeStream open(
      URI aggregator, OkHttpClient client, Consumer<JsonNode> listener) {
    OkHttpClient patient =
        client.newBuilder().callTimeout(Duration.ZERO).readTimeout(Duration.ZERO).build();
    Request request =
        new Request.Builder().url(aggregator.resolve("/api/stream").toString()).build();
    return new ChangeStream(patient.newCall(request), listener);
  }

  @Override
  public void close() {
    call.cancel();
    reader.interrupt();
  }

  private void read(Consumer<JsonNode> listener) {
    try (Response response = call.execute()) {
      BufferedSource source = response.body().source();
      String event = "";
      for (@Nullable String line = source.readUtf8Line();
          line != null;
          line = source.readUtf8Line()) {
        if (line.startsWith("event:")) {
          event = line.substring("event:".length()).strip();
        } else if (line.startsWith("data:") && event.equals("change")) {
          listener.accept(MAPPER.readTree(line.substring("data:".length())));
        }
      }
    } catch (IOException e) {
      if (!call.isCanceled()) {
        System.err.println("the live stream ended: " + e.getMessage());
      }
    }
  }
}
