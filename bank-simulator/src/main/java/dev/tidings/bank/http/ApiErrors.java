package dev.tidings.bank.http;

import dev.tidings.http.InteractionId;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBError;
import dev.tidings.openbanking.OBErrorResponse;
import dev.tidings.openbanking.OpenBankingJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders every error in the standard's form. Source: OBIE R/W v4.0, OBErrorResponse1. */
public final class ApiErrors {

  private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);

  /** Where Javalin's 405 says which methods there are. */
  private static final String JAVALIN_METHODS = "availableMethods";

  private ApiErrors() {}

  /** Puts the interaction id on every answer and gives errors their form. */
  public static void register(RoutesConfig routes) {
    routes.before(InteractionId::echo);
    routes.before(QueryString::check);
    routes.exception(ApiException.class, (e, ctx) -> answer(ctx, e.status(), e.errors()));
    routes.exception(HttpResponseException.class, ApiErrors::ofJavalin);
    routes.exception(IOException.class, ApiErrors::unreadable);
    routes.exception(HttpException.RuntimeException.class, ApiErrors::unreadable);
    routes.exception(Exception.class, ApiErrors::unexpected);
  }

  private static void ofJavalin(HttpResponseException e, Context ctx) {
    int status = e.getStatus();
    ErrorCode code = status == 404 ? ErrorCode.NOT_FOUND : ErrorCode.FIELD_INVALID;
    String allowed = e.getDetails().get(JAVALIN_METHODS);
    if (status == 405 && allowed != null) {
      ctx.header("Allow", allowed);
    }
    String message = status == 404 ? "there is no such endpoint" : String.valueOf(e.getMessage());
    answer(ctx, status, List.of(OBError.of(code, message)));
  }

  /**
   * The body broke off, or its framing is wrong: the only I/O that a handler does is to read it.
   */
  private static void unreadable(Exception e, Context ctx) {
    answer(
        ctx,
        400,
        List.of(OBError.of(ErrorCode.INVALID_FORMAT, "the body cannot be read to its end")));
  }

  private static void unexpected(Exception e, Context ctx) {
    log.error("{} {} failed, interaction {}", ctx.method(), ctx.path(), InteractionId.of(ctx), e);
    answer(
        ctx,
        500,
        List.of(OBError.of(ErrorCode.UNEXPECTED_ERROR, "the bank failed; its log says why")));
  }

  private static void answer(Context ctx, int status, List<OBError> errors) {
    ctx.status(status);
    if (status == 401 && !ctx.res().containsHeader("WWW-Authenticate")) {
      ctx.header("WWW-Authenticate", "Bearer");
    }
    if (errors.isEmpty()) {
      ctx.result("");
      return;
    }
    OBErrorResponse body = new OBErrorResponse(InteractionId.of(ctx), errors);
    ctx.contentType("application/json; charset=utf-8").result(OpenBankingJson.write(body));
  }
}
