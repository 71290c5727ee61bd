package dev.tidings.bank.sandbox;

import dev.tidings.bank.broker.DeadEvent;
import dev.tidings.bank.broker.ProcessorState;
import dev.tidings.bank.broker.Processors;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.JsonBody;
import dev.tidings.openbanking.ErrorCode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/**
 * The control API's part about the bank's own event processors: how far each is, what it has given
 * up, and a way to let it try again.
 */
public final class SandboxProcessorsApi {

  private static final String PROCESSORS = "/sandbox/processors";
  private static final String PROCESSOR = "processor";
  private static final String DEAD_LETTERS = PROCESSORS + "/{" + PROCESSOR + "}/dead-letters";
  private static final String EVENT = "eventId";

  record ProcessorsAnswer(List<ProcessorState> processors) {}

  record DeadLettersAnswer(List<DeadEvent> deadLetters) {}

  record Redriven(int redriven, boolean moreAvailable) {}

  private final Processors processors;
  private final InstantSource clock;

  public SandboxProcessorsApi(Processors processors, InstantSource clock) {
    this.processors = processors;
    this.clock = clock;
  }

  /** Adds the routes; {@link LoopbackOnly#register} is done once by the bank. */
  public void register(RoutesConfig routes) {
    routes.get(PROCESSORS, this::list);
    routes.get(DEAD_LETTERS, this::deadLetters);
    routes.get(DEAD_LETTERS + "/{" + EVENT + "}", this::deadLetter);
    routes.post(DEAD_LETTERS + "/{" + EVENT + "}/redrive", this::redrive);
    routes.post(DEAD_LETTERS + "/redrive", this::redriveRange);
  }

  private void list(Context ctx) {
    SandboxJson.answer(ctx, 200, new ProcessorsAnswer(processors.all()));
  }

  private void deadLetters(Context ctx) {
    SandboxJson.answer(
        ctx, 200, new DeadLettersAnswer(processors.deadLetters(existingProcessor(ctx))));
  }

  private void deadLetter(Context ctx) {
    String processor = existingProcessor(ctx);
    String eventId = ctx.pathParam(EVENT);
    DeadEvent found =
        processors
            .deadLetter(processor, eventId)
            .orElseThrow(() -> noDeadLetter(processor, eventId));
    SandboxJson.answer(ctx, 200, found);
  }

  private void redrive(Context ctx) {
    String processor = existingProcessor(ctx);
    String eventId = ctx.pathParam(EVENT);
    if (!processors.redrive(processor, eventId)) {
      throw noDeadLetter(processor, eventId);
    }
    SandboxJson.answer(ctx, 200, new Redriven(1, false));
  }

  private void redriveRange(Context ctx) {
    String processor = existingProcessor(ctx);
    JsonBody body = JsonBody.of(ctx);
    Instant from = Objects.requireNonNullElse(body.dateTime("from"), Instant.EPOCH);
    Instant to = Objects.requireNonNullElseGet(body.dateTime("to"), clock::instant);
    int redriven = processors.redrive(processor, from, to);
    SandboxJson.answer(ctx, 200, new Redriven(redriven, redriven == Processors.DEAD_LETTERS_MAX));
  }

  private String existingProcessor(Context ctx) {
    String processor = ctx.pathParam(PROCESSOR);
    if (!processors.isKnown(processor)) {
      throw ApiException.badRequest(
          PROCESSOR,
          ErrorCode.NOT_FOUND,
          "there is no processor '" + processor + "'; GET " + PROCESSORS + " lists them");
    }
    return processor;
  }

  private static ApiException noDeadLetter(String processor, String eventId) {
    return ApiException.badRequest(
        EVENT, ErrorCode.NOT_FOUND, processor + " has given up no event '" + eventId + "'");
  }
}
