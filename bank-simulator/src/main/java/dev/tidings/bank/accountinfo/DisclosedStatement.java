package dev.tidings.bank.accountinfo;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.statement.Statement;
import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.OBStatement;
import dev.tidings.openbanking.OBStatement.StatementAmount;
import dev.tidings.openbanking.OBStatement.StatementDateTime;
import dev.tidings.openbanking.OBStatement.StatementValue;
import dev.tidings.openbanking.Permission;
import java.util.List;

/** What a consent lets be seen of a statement. Source: OBIE R/W v4.0, Statements. */
final class DisclosedStatement {

  private DisclosedStatement() {}

  /** Amounts need ReadStatementsDetail. */
  static OBStatement of(Statement statement, Consent consent) {
    var turnover = statement.turnover();
    return new OBStatement(
        statement.accountId(),
        statement.statementId(),
        statement.reference(),
        "RegularPeriodic",
        statement.startsAt(),
        statement.lastMoment(),
        statement.endsAt(),
        List.of("Statement of " + statement.reference()),
        consent.allows(Permission.ReadStatementsDetail) ? amounts(statement) : null,
        List.of(new StatementDateTime(statement.endsAt(), "UK.OBIE.StatementAvailable")),
        List.of(
            new StatementValue(Long.toString(turnover.creditCount()), "UK.OBIE.Credits"),
            new StatementValue(Long.toString(turnover.debitCount()), "UK.OBIE.Debits")));
  }

  private static List<StatementAmount> amounts(Statement statement) {
    String currency = statement.opening().currency();
    var turnover = statement.turnover();
    return List.of(
        amount("UK.OBIE.PreviousClosingBalance", statement.opening()),
        amount("UK.OBIE.ClosingBalance", statement.closing()),
        amount("UK.OBIE.TotalCredits", new Money(turnover.creditsMinor(), currency)),
        amount("UK.OBIE.TotalDebits", new Money(-turnover.debitsMinor(), currency)));
  }

  private static StatementAmount amount(String type, Money money) {
    return new StatementAmount(money.indicator(), type, money.amount());
  }
}
