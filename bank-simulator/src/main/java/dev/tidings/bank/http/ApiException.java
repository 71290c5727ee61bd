package dev.tidings.bank.http;

import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBError;
import java.util.List;

/** A request that the standard answers with an error; rendered by {@link ApiErrors}. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final transient List<OBError> errors;

  /**
   * @param errors empty for an answer without a body, such as 401
   */
  public ApiException(int status, List<OBError> errors) {
    super(status + " " + errors, null, false, false);
    this.status = status;
    this.errors = List.copyOf(errors);
  }

  public static ApiException badRequest(ErrorCode code, String message) {
    return new ApiException(400, List.of(OBError.of(code, message)));
  }

  public static ApiException badRequest(String path, ErrorCode code, String message) {
    return new ApiException(400, List.of(OBError.at(path, code, message)));
  }

  public static ApiException unauthorized() {
    return new ApiException(401, List.of());
  }

  public static ApiException forbidden(ErrorCode code, String message) {
    return new ApiException(403, List.of(OBError.of(code, message)));
  }

  public int status() {
    return status;
  }

  public List<OBError> errors() {
    return errors;
  }
}
