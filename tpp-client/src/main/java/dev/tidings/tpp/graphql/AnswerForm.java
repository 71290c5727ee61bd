package dev.tidings.tpp.graphql;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;

/** The forms in which an answer can be asked for by {@code Accept}. */
enum AnswerForm {
  /** The form of GraphQL over HTTP: the status says whether anything was run. */
  RESPONSE("application/graphql-response+json"),
  /** The older form: 200 for whatever is a request at all. */
  JSON("application/json"),
  /** Server-sent events: whatever is wrong is told in an event. */
  STREAM("text/event-stream");

  private final String mediaType;

  AnswerForm(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The one that is named first; what browsers show, or the newer form for who names none. */
  static AnswerForm of(Context ctx) {
    String accept = ctx.header("Accept");
    for (String named : accept == null ? new String[0] : accept.split(",", -1)) {
      String type = named.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      for (AnswerForm form : values()) {
        if (form.mediaType.equals(type)) {
          return form;
        }
      }
    }
    return isPageWanted(ctx) ? JSON : RESPONSE;
  }

  /** Whether it is a browser that will show what comes. */
  static boolean isPageWanted(Context ctx) {
    String accept = ctx.header("Accept");
    return accept != null && accept.contains("text/html");
  }

  void answer(Context ctx, ExecutionResult result) {
    if (this == STREAM) {
      stream(ctx, StreamEvents.next(result));
    } else {
      send(ctx, 200, ResultJson.of(result));
    }
  }

  /** The document cannot run. */
  void refuse(Context ctx, List<? extends GraphQLError> errors) {
    refuse(ctx, this == JSON ? 200 : 400, errors);
  }

  /** The request cannot be taken. */
  void refuse(Context ctx, RefusedException e) {
    refuse(ctx, e.why().status(), List.of(e.error()));
  }

  private void refuse(Context ctx, int status, List<? extends GraphQLError> errors) {
    if (this == STREAM) {
      stream(ctx, StreamEvents.next(errors));
    } else {
      send(ctx, status, ResultJson.of(errors));
    }
  }

  private void send(Context ctx, int status, String json) {
    ctx.status(status).header("Cache-Control", "no-store");
    ctx.header("Vary", "Accept");
    ctx.contentType(mediaType + "; charset=utf-8");
    ctx.result(json);
  }

  private void stream(Context ctx, byte[] event) {
    byte[] events = new byte[event.length + StreamEvents.COMPLETE.length];
    System.arraycopy(event, 0, events, 0, event.length);
    System.arraycopy(StreamEvents.COMPLETE, 0, events, event.length, StreamEvents.COMPLETE.length);
    ctx.header("Cache-Control", "no-store");
    ctx.contentType(mediaType + "; charset=utf-8");
    ctx.result(events);
  }
}
