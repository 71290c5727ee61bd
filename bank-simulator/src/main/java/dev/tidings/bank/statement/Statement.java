package dev.tidings.bank.statement;

import dev.tidings.bank.ledger.Transactions.Turnover;
import dev.tidings.openbanking.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A closed month of an account. Opening and turnover together are the closing balance.
 *
 * @param startsAt included
 * @param endsAt not included; the statement was made then
 */
public record Statement(
    String statementId,
    String accountId,
    Instant startsAt,
    Instant endsAt,
    Money opening,
    Money closing,
    Turnover turnover) {

  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM");

  /** The statement of this month, which began with this balance. */
  static Statement of(String accountId, YearMonth month, Money opening, Turnover turnover) {
    long change = turnover.creditsMinor() - turnover.debitsMinor();
    return new Statement(
        accountId + MONTH.format(month),
        accountId,
        start(month),
        start(month.plusMonths(1)),
        opening,
        opening.plus(new Money(change, opening.currency())),
        turnover);
  }

  static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  static YearMonth monthOf(Instant instant) {
    return YearMonth.from(instant.atOffset(ZoneOffset.UTC));
  }

  /** As the customer knows it, such as {@code 2026-10}. */
  public String reference() {
    return monthOf(startsAt).toString();
  }

  /** The last moment that is in it, in milliseconds. */
  public Instant lastMoment() {
    return endsAt.minusMillis(1);
  }
}
