package dev.tidings.tpp.view;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import dev.tidings.tpp.view.UnifiedView.BankView.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How we stand with each bank, as the pages tell it; tells listeners of every change. */
public final class BankStatuses {

  /** The longest explanation kept, in characters. */
  public static final int DETAIL_LENGTH_MAX = 1000;

  private final Database database;
  private final ViewChanges changes;

  public BankStatuses(Database database, ViewChanges changes) {
    this.database = database;
    this.changes = changes;
  }

  /** Makes the bank known; leaves one that is known as it is. */
  public void add(String bankId, String name, String unreachable) {
    database.useTransaction(unit ->
        unit.handle()
            .createUpdate(
                """
                insert into bank_status (bank_id, name, state, unreachable)
                values (:bank_id, :name, 'NOT_CONNECTED', :unreachable)
                on conflict do nothing\
                """)
            .bind("bank_id", bankId)
            .bind("name", name)
            .bind("unreachable", unreachable)
            .execute());
  }

  public boolean isKnown(String bankId) {
    return database.read(handle ->
        handle
            .createQuery("select count(*) from bank_status where bank_id = :bank_id")
            .bind("bank_id", bankId)
            .mapTo(Long.class)
            .one())
        > 0;
  }

  /** The bank answered and calls itself so. */
  public void named(String bankId, String name) {
    change(
        "update bank_status set name = :text, unreachable = null where bank_id = :bank_id",
        bankId,
        name);
  }

  /** The bank does not answer. */
  public void unreachable(String bankId, String why) {
    change(
        "update bank_status set unreachable = :text where bank_id = :bank_id",
        bankId,
        shorten(why));
  }

  /** The bank answers; costs nothing when that is no news. */
  public void reachable(UnitOfWork unit, String bankId) {
    unit.handle()
        .createUpdate(
            """
            update bank_status set unreachable = null
            where bank_id = :bank_id and unreachable is not null\
            """)
        .bind("bank_id", bankId)
        .execute();
  }

  /** Says something to the customer without changing how we stand. */
  public void detail(String bankId, String words) {
    change(
        "update bank_status set detail = :text where bank_id = :bank_id", bankId, shorten(words));
  }

  /** As {@link #detail(String, String)}, inside a transaction. */
  public void detail(UnitOfWork unit, String bankId, String words) {
    unit.handle()
        .createUpdate("update bank_status set detail = :text where bank_id = :bank_id")
        .bind("text", shorten(words))
        .bind("bank_id", bankId)
        .execute();
    unit.afterCommit(() -> changes.tell(new ViewChanges.Notice.Touched()));
  }

  /** How we stand from now on. */
  public void state(
      UnitOfWork unit,
      String bankId,
      State state,
      @Nullable String detail,
      @Nullable Instant consentExpiresAt) {
    unit.handle()
        .createUpdate(
            """
            update bank_status set state = :state, detail = :detail, consent_expires_at = :expires
            where bank_id = :bank_id\
            """)
        .bind("bank_id", bankId)
        .bind("state", state.name())
        .bind("detail", detail == null ? null : shorten(detail))
        .bind("expires", consentExpiresAt)
        .execute();
    unit.afterCommit(() -> changes.tell(new ViewChanges.Notice.Touched()));
  }

  /** What was said to be wrong with a connection is so no longer. */
  public void settled(String bankId) {
    database.useTransaction(unit -> {
      unit.handle()
          .createUpdate(
              """
              update bank_status set detail = null
              where bank_id = :bank_id and state = 'CONNECTED' and detail is not null\
              """)
          .bind("bank_id", bankId)
          .execute();
      unit.afterCommit(() -> changes.tell(new ViewChanges.Notice.Touched()));
    });
  }

  /** The consent that the state is about. */
  public void consent(UnitOfWork unit, String bankId, String consentId, Instant connectedAt) {
    unit.handle()
        .createUpdate(
            """
            update bank_status set consent_id = :consent_id, connected_at = :connected_at
            where bank_id = :bank_id\
            """)
        .bind("bank_id", bankId)
        .bind("consent_id", consentId)
        .bind("connected_at", connectedAt)
        .execute();
  }

  private void change(String sql, String bankId, String text) {
    database.useTransaction(unit -> {
      unit.handle().createUpdate(sql).bind("bank_id", bankId).bind("text", text).execute();
      unit.afterCommit(() -> changes.tell(new ViewChanges.Notice.Touched()));
    });
  }

  static String shorten(String text) {
    return text.length() <= DETAIL_LENGTH_MAX ? text : text.substring(0, DETAIL_LENGTH_MAX);
  }
}
