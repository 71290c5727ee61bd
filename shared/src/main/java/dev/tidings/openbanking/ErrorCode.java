package dev.tidings.openbanking;

import com.fasterxml.jackson.annotation.JsonValue;

/** Error codes of the v4.0 API. Source: OBIE R/W v4.0, External Status Reason code set. */
public enum ErrorCode {
  UNEXPECTED_ERROR("U000"),
  FIELD_EXPECTED("U001"),
  FIELD_INVALID("U002"),
  FIELD_INVALID_DATE("U003"),
  FIELD_MISSING("U004"),
  FIELD_UNEXPECTED("U005"),
  HEADER_INVALID("U006"),
  HEADER_MISSING("U007"),
  CONSENT_MISMATCH("U008"),
  INVALID_CONSENT_STATUS("U009"),
  INVALID_FORMAT("U010"),
  NOT_FOUND("U011"),
  DUPLICATE_REFERENCE("U013"),
  SIGNATURE_INVALID("U015"),
  SIGNATURE_CLAIM_INVALID("U016"),
  SIGNATURE_CLAIM_MISSING("U017"),
  SIGNATURE_MALFORMED("U018"),
  SIGNATURE_MISSING("U019"),
  EVENT_TYPE_UNSUPPORTED("U024"),
  REAUTHENTICATE("U028"),
  RESOURCE_ALREADY_EXISTS("U029");

  private final String code;

  ErrorCode(String code) {
    this.code = code;
  }

  /** The four characters on the wire, such as {@code U002}. */
  @JsonValue
  public String code() {
    return code;
  }
}
