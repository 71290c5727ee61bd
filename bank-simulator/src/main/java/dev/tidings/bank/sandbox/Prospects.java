package dev.tidings.bank.sandbox;

import dev.tidings.bank.arrangement.Arrangement;
import dev.tidings.bank.arrangement.Arrangements;
import dev.tidings.bank.arrangement.Beneficiaries;
import dev.tidings.bank.arrangement.Beneficiary;
import dev.tidings.bank.arrangement.Payee;
import dev.tidings.bank.arrangement.Recurrence;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.offer.Offer;
import dev.tidings.bank.offer.Offers;
import dev.tidings.openbanking.Money;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What is to come, collected and then written at once. Not thread-safe. */
final class Prospects {

  private static final int OFFER_DAYS = 90;

  private final LocalDate today;
  private final Draw draw;
  private final List<Arrangement> arrangements = new ArrayList<>();
  private final List<Beneficiary> beneficiaries = new ArrayList<>();
  private final List<Offer> offers = new ArrayList<>();

  Prospects(long seed, LocalDate today) {
    this.today = today;
    this.draw = new Draw(seed, "prospects");
  }

  /**
   * @param paid what the past has brought; null for nothing yet
   */
  void agreement(Agreement agreement, Life.@Nullable Paid paid) {
    String currency = agreement.account().currency();
    arrangements.add(
        new Arrangement(
            draw.id(),
            agreement.account().accountId(),
            agreement.kind(),
            Arrangement.Status.ACTV,
            agreement.payee(),
            agreement.reference(),
            new Money(agreement.low(), currency),
            new Money(agreement.high(), currency),
            agreement.recurrence(),
            paid == null ? null : paid.first(),
            paid == null ? null : paid.last(),
            paid == null ? null : new Money(paid.lastMinor(), currency),
            Recurrence.paymentTime(agreement.recurrence().next(today.minusDays(1)))));
    if (agreement.kind() == Arrangement.Kind.STANDING_ORDER) {
      beneficiary(agreement.account(), agreement.payee(), agreement.reference());
    }
  }

  void planned(Planned planned) {
    Account account = planned.account();
    Money amount = new Money(planned.minor(), account.currency());
    Payee payee = Payee.elsewhere(planned.payee(), Agreement.identification(planned.payee()));
    LocalDate day = today.plusDays(planned.inDays());
    arrangements.add(
        new Arrangement(
            draw.id(),
            account.accountId(),
            Arrangement.Kind.SCHEDULED_PAYMENT,
            Arrangement.Status.ACTV,
            payee,
            planned.reference(),
            amount,
            amount,
            new Recurrence(Set.of(), day.getDayOfMonth()),
            null,
            null,
            null,
            Recurrence.paymentTime(day)));
    beneficiary(account, payee, planned.reference());
  }

  /** What the bank offers with such an account, if anything. */
  void offers(Account account) {
    switch (account.type()) {
      case CREDIT_CARD ->
          offer(
              account,
              Offer.Kind.BalanceTransfer,
              "Move a balance from another card at no interest",
              "12 months from the transfer",
              "0.00",
              account.creditLimit());
      case SAVINGS ->
          offer(
              account,
              Offer.Kind.PromotionalRate,
              "A bonus rate on new savings",
              "6 months",
              "5.10",
              new Money(5_000_00, account.currency()));
      case CURRENT -> {
        if (account.creditLimit().minor() > 0) {
          offer(
              account,
              Offer.Kind.LimitIncrease,
              "A larger arranged overdraft",
              "Subject to status",
              null,
              account.creditLimit().plus(account.creditLimit()));
        }
      }
    }
  }

  void write(Handle handle) {
    new Arrangements().insert(handle, arrangements);
    new Beneficiaries().insert(handle, beneficiaries);
    new Offers().insert(handle, offers);
  }

  private void beneficiary(Account account, Payee payee, String reference) {
    boolean own = payee.accountId() != null;
    beneficiaries.add(
        new Beneficiary(
            draw.id(), account.accountId(), payee.name(), payee.identification(), reference, own));
  }

  private void offer(
      Account account,
      Offer.Kind kind,
      String description,
      String term,
      @Nullable String rate,
      Money amount) {
    LocalDate start = today.withDayOfMonth(1);
    offers.add(
        new Offer(
            draw.id(),
            account.accountId(),
            kind,
            description,
            term,
            rate,
            amount,
            start.atStartOfDay(ZoneOffset.UTC).toInstant(),
            today.plusDays(OFFER_DAYS).atStartOfDay(ZoneOffset.UTC).toInstant()));
  }
}
