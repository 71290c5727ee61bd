package dev.tidings.openbanking;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A closed period of an account. Source: OBIE R/W v4.0, OBStatement2. */
public record OBStatement(
    String accountId,
    String statementId,
    String statementReference,
    String type,
    Instant startDateTime,
    Instant endDateTime,
    Instant creationDateTime,
    List<String> statementDescription,
    @Nullable List<StatementAmount> statementAmount,
    List<StatementDateTime> statementDateTime,
    List<StatementValue> statementValue) {

  /** The {@code Data} of a statements answer. */
  public record Data(List<OBStatement> statement) {}

  /** A sum; {@code type} is an OBInternalStatementAmountType1Code. */
  public record StatementAmount(
      CreditDebitIndicator creditDebitIndicator, String type, Amount amount) {}

  /** A date; {@code type} is an OBInternalStatementDateTimeType1Code. */
  public record StatementDateTime(Instant dateTime, String type) {}

  /** A count; {@code type} is an OBInternalStatementValueType1Code. */
  public record StatementValue(String value, String type) {}
}
