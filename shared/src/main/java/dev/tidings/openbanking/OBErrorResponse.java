package dev.tidings.openbanking;

import java.util.List;

/**
 * The body of every 4xx and 5xx answer that has one. Source: OBIE R/W v4.0, OBErrorResponse1.
 *
 * @param id reference of this occurrence; the interaction id
 * @param errors at least one
 */
public record OBErrorResponse(String id, List<OBError> errors) {}
