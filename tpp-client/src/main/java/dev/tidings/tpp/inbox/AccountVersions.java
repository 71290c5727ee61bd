package dev.tidings.tpp.inbox;

import dev.tidings.persistence.UnitOfWork;
import dev.tidings.securityevent.Event;
import dev.tidings.securityevent.SecurityEvent;
import dev.tidings.tpp.view.AccountKey;
import java.util.Optional;

/**
 * The newest version of each account that an event told of. A version that jumps shows that an
 * event is missing; banks whose events carry none are asked by time only.
 */
final class AccountVersions {

  /** Takes the event's version over; true when one before it was never heard of. */
  boolean isGap(UnitOfWork unit, AccountKey key, SecurityEvent set) {
    for (Event event : set.events()) {
      if (event instanceof Event.BalanceChange change) {
        return isGap(unit, key, change.accountVersion());
      }
    }
    return false;
  }

  private static boolean isGap(UnitOfWork unit, AccountKey key, long version) {
    Optional<Long> known =
        unit.handle()
            .createQuery(
                """
                select version from account_version
                where bank_id = :bank_id and account_id = :account_id\
                """)
            .bind("bank_id", key.bankId())
            .bind("account_id", key.accountId())
            .mapTo(Long.class)
            .findOne();
    if (known.isPresent() && known.get() >= version) {
      return false;
    }
    String sql =
        known.isPresent()
            ? """
            update account_version set version = :version
            where bank_id = :bank_id and account_id = :account_id\
            """
            : """
            insert into account_version (bank_id, account_id, version)
            values (:bank_id, :account_id, :version) on conflict do nothing\
            """;
    unit.handle()
        .createUpdate(sql)
        .bind("bank_id", key.bankId())
        .bind("account_id", key.accountId())
        .bind("version", version)
        .execute();
    return known.isPresent() && version > known.get() + 1;
  }
}
