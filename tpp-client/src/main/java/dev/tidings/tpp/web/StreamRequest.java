package dev.tidings.tpp.web;

import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that is answered with server-sent events until either side ends it. */
public final class StreamRequest {

  private static final Logger LOG = LoggerFactory.getLogger(StreamRequest.class);
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final String RETRY_AFTER_SECONDS = "5";

  private StreamRequest() {}

  /**
   * Answers with a stream, or with 503 when there are too many.
   *
   * @param connect begins to write; empty when there are too many, else done when it has ended
   */
  public static void answer(
      Context ctx, Function<OutputStream, Optional<CompletableFuture<Void>>> connect)
      throws IOException {
    ctx.header("Cache-Control", "no-store");
    ctx.header("X-Accel-Buffering", "no");
    ctx.contentType("text/event-stream; charset=utf-8");
    Optional<CompletableFuture<Void>> ended = connect.apply(ctx.res().getOutputStream());
    if (ended.isPresent()) {
      ctx.future(() -> endedByUs(ctx.req().getAsyncContext(), ended.get()));
      return;
    }
    ctx.status(SERVICE_UNAVAILABLE);
    ctx.header("Retry-After", RETRY_AFTER_SECONDS);
    ApiJson.answer(
        ctx, new ApiJson.Failure("too_many_streams", "Too many live views are open; try again."));
  }

  /**
   * A future that is never done: the request ends with its stream. Were it for Javalin to end it,
   * one whose browser is gone would be handled again and again, for there is nothing left of it.
   */
  private static CompletableFuture<?> endedByUs(
      AsyncContext request, CompletableFuture<Void> streamEnded) {
    streamEnded
        .thenRun(request::complete)
        .exceptionally(e -> {
          LOG.debug("a client of a stream was gone already: {}", e.toString());
          return null;
        });
    return new CompletableFuture<>();
  }
}
