package dev.tidings.bank.consent;

import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * When each consent was last read with, and how often: the table {@code consent_use}. A read only
 * counts in memory; what was counted is written down every now and then, one row a consent. A
 * process that is killed forgets what it has not written. Thread-safe.
 */
public final class ConsentUses {

  /** How long a read may wait to be written down. */
  public static final Duration WRITE_EVERY = Duration.ofSeconds(30);

  /** Consents counted in memory; the read that would be one more writes them all down. */
  static final int UNWRITTEN_MAX = 10_000;

  private final Database database;
  private final InstantSource clock;
  private final Map<String, ConsentUse> unwritten = new ConcurrentHashMap<>();

  public ConsentUses(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Counts a read that has just been answered. */
  public void read(String consentId) {
    add(consentId, new ConsentUse(1, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    if (unwritten.size() > UNWRITTEN_MAX) {
      writeDown();
    }
  }

  /**
   * Writes down what was counted since the last time, in one transaction.
   *
   * @return zero: there is never more to do at once
   */
  public synchronized int writeDown() {
    Map<String, ConsentUse> taken = new TreeMap<>();
    for (String consentId : List.copyOf(unwritten.keySet())) {
      ConsentUse use = unwritten.remove(consentId);
      if (use != null) {
        taken.put(consentId, use);
      }
    }
    if (taken.isEmpty()) {
      return 0;
    }
    try {
      database.useTransaction(unit -> taken.forEach((id, use) -> write(unit, id, use)));
    } catch (RuntimeException e) {
      taken.forEach(this::add);
      throw e;
    }
    return 0;
  }

  /** What was done with these consents, up to now; nothing for those never read with. */
  public Map<String, ConsentUse> of(List<String> consentIds) {
    writeDown();
    if (consentIds.isEmpty()) {
      return Map.of();
    }
    return database.read(handle ->
        handle
            .createQuery(
                """
                select consent_id, reads, last_read_at from consent_use
                where consent_id in (<ids>)\
                """)
            .bindList("ids", consentIds)
            .map((row, context) ->
                Map.entry(
                    row.getString("consent_id"),
                    new ConsentUse(
                        row.getLong("reads"),
                        row.getObject("last_read_at", OffsetDateTime.class).toInstant())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private void add(String consentId, ConsentUse use) {
    unwritten.merge(consentId, use, ConsentUse::and);
  }

  /** Two nodes may write of one consent: the later read stays. */
  private static void write(UnitOfWork unit, String consentId, ConsentUse use) {
    OffsetDateTime at = use.lastReadAt().atOffset(ZoneOffset.UTC);
    int updated =
        unit.handle()
            .execute(
                """
                update consent_use set reads = reads + ?,
                  last_read_at = case when last_read_at < ? then ? else last_read_at end
                where consent_id = ?\
                """,
                use.reads(),
                at,
                at,
                consentId);
    if (updated == 0) {
      unit.handle()
          .execute(
              "insert into consent_use (consent_id, reads, last_read_at) values (?, ?, ?)",
              consentId,
              use.reads(),
              at);
    }
  }
}
