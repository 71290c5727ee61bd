package dev.tidings.bank.arrangement;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Whom accounts pay. Thread-safe. */
public final class Beneficiaries {

  /** Those of these accounts, ordered by account and id. */
  public List<Beneficiary> of(Handle handle, Collection<String> accountIds) {
    if (accountIds.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(
            """
            select beneficiary_id, account_id, name, identification, reference, trusted
            from beneficiary where account_id in (<ids>) order by account_id, beneficiary_id\
            """)
        .bindList("ids", List.copyOf(accountIds))
        .map((row, context) ->
            new Beneficiary(
                row.getString("beneficiary_id"),
                row.getString("account_id"),
                row.getString("name"),
                row.getString("identification"),
                row.getString("reference"),
                row.getBoolean("trusted")))
        .list();
  }

  public void insert(Handle handle, Collection<Beneficiary> beneficiaries) {
    if (beneficiaries.isEmpty()) {
      return;
    }
    try (PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into beneficiary (beneficiary_id, account_id, name, identification, reference,
              trusted)
            values (?, ?, ?, ?, ?, ?)\
            """)) {
      for (Beneficiary beneficiary : beneficiaries) {
        batch.add(
            beneficiary.beneficiaryId(),
            beneficiary.accountId(),
            beneficiary.name(),
            beneficiary.identification(),
            beneficiary.reference(),
            beneficiary.trusted());
      }
      batch.execute();
    }
  }
}
