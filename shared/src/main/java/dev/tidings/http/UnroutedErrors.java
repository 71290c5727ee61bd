package dev.tidings.http;

import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBError;
import dev.tidings.openbanking.OBErrorResponse;
import dev.tidings.openbanking.OpenBankingJson;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what the server refuses before any route sees it, such as a path that cannot be read. */
final class UnroutedErrors extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String id = InteractionId.validOrNew(request.getHeaders().get(InteractionId.HEADER));
    response.getHeaders().put(InteractionId.HEADER, id);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    if (response.getStatus() == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505) {
      response.setStatus(HttpStatus.BAD_REQUEST_400); // the server is well: no alarm for it
    }
    boolean clientsFault = response.getStatus() < 500;
    OBError error =
        clientsFault
            ? OBError.of(ErrorCode.FIELD_INVALID, "the request's address or headers are malformed")
            : OBError.of(ErrorCode.UNEXPECTED_ERROR, "the server failed");
    String body = OpenBankingJson.write(new OBErrorResponse(id, List.of(error)));
    Content.Sink.write(response, true, body, callback);
    return true;
  }
}
