package dev.tidings.bank.notification;

import static java.util.Objects.requireNonNull;

import dev.tidings.persistence.Database;
import dev.tidings.securityevent.EventUrn;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in a simulation and who may know it, as a few rules written down once more. It
 * reads the producers' tables, and none of those that deliver.
 */
final class Truth {

  private final Database database;
  private final Map<String, Fact> facts = new LinkedHashMap<>();
  private final Map<String, NavigableMap<Long, Balance>> balances = new HashMap<>();
  private Map<String, Grant> grants = new HashMap<>();
  private long moment;

  Truth(Database database) {
    this.database = database;
  }

  /** Takes in what was committed since; to be called after everything that may have changed it. */
  void lookAgain(Instant now) {
    moment++;
    database.<@Nullable Void>read(handle -> {
      readGrants(handle);
      readBalances(handle, now);
      readFacts(handle);
      return null;
    });
  }

  /** Counts the changes. */
  long moment() {
    return moment;
  }

  Collection<Fact> facts() {
    return facts.values();
  }

  Map<String, Grant> grants() {
    return grants;
  }

  /** The fact of which a SET tells, by its {@code txn} and the last part of its {@code sub}. */
  @Nullable Fact find(String interactionId, String key) {
    return facts.get(interactionId + " " + key);
  }

  /** Whether a TPP may know of it now. */
  boolean mayKnow(String clientId, Fact fact, Instant now) {
    return entitledSince(clientId, fact, now) <= moment;
  }

  /** Whether a TPP could know of it all the time since it happened, by one consent. */
  boolean couldAlwaysKnow(String clientId, Fact fact, Instant now) {
    return entitledSince(clientId, fact, now) <= fact.moment();
  }

  /** What was booked on an account with this version; nothing has ever been pending. */
  @Nullable Long balanceMinor(String accountId, long version) {
    Balance balance = balances.getOrDefault(accountId, new TreeMap<>()).get(version);
    return balance == null ? null : balance.minor();
  }

  /** Whether an account still had this version at a time, to the second, or has it now. */
  boolean stoodSince(String accountId, long version, Instant second) {
    Map.Entry<Long, Balance> next =
        balances.getOrDefault(accountId, new TreeMap<>()).higherEntry(version);
    return next == null || !next.getValue().at().isBefore(second);
  }

  private void readBalances(Handle handle, Instant now) {
    handle
        .select("select account_id, version, booked_minor from account")
        .map((row, context) ->
            balances
                .computeIfAbsent(row.getString(1), _ -> new TreeMap<>())
                .putIfAbsent(row.getLong(2), new Balance(row.getLong(3), now)))
        .list();
  }

  /** How far the balance moved with this version; zero for what is no account. */
  private long pence(String key, long version) {
    Long after = balanceMinor(key, version);
    Long before = balanceMinor(key, version - 1);
    return after == null || before == null ? 0 : Math.abs(after - before);
  }

  private long entitledSince(String clientId, Fact fact, Instant now) {
    if (fact.isRevocation()) {
      Grant grant = requireNonNull(grants.get(fact.key()));
      return grant.clientId().equals(clientId) ? fact.moment() : Long.MAX_VALUE;
    }
    return grants.values().stream()
        .filter(grant -> grant.clientId().equals(clientId) && grant.covers(fact.key(), now))
        .mapToLong(Grant::since)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private void readFacts(Handle handle) {
    handle
        .select(
            "select type, event_key, event_version, interaction_id from event_log order by event_key, event_version")
        .map((row, context) ->
            new Fact(
                row.getString("event_key"),
                row.getLong("event_version"),
                row.getString("interaction_id"),
                row.getString("type").equals("consent-revoked"),
                pence(row.getString("event_key"), row.getLong("event_version")),
                moment))
        .forEach(fact -> facts.putIfAbsent(fact.interactionId() + " " + fact.key(), fact));
  }

  private void readGrants(Handle handle) {
    Map<String, Set<String>> accounts =
        handle
            .select("select consent_id, account_id from consent_account")
            .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    Map<String, Grant> now = new LinkedHashMap<>();
    handle
        .select(
            """
            select consent_id, client_id, status, permissions, expires_at, version
            from consent order by created_at, consent_id\
            """)
        .map((row, context) -> {
          String id = row.getString("consent_id");
          Timestamp expiresAt = row.getTimestamp("expires_at");
          Grant before = grants.get(id);
          long version = row.getLong("version");
          return new Grant(
              id,
              row.getString("client_id"),
              row.getString("status").equals("AUTH"),
              row.getString("permissions").contains("ReadBalances"),
              accounts.getOrDefault(id, Set.of()),
              expiresAt == null ? null : expiresAt.toInstant(),
              version,
              before != null && before.version() == version ? before.since() : moment);
        })
        .forEach(grant -> now.put(grant.consentId(), grant));
    grants = now;
  }

  /**
   * Something that happened.
   *
   * @param pence how far it moved a balance
   * @param moment when it was seen to be committed
   */
  record Fact(
      String key,
      long version,
      String interactionId,
      boolean isRevocation,
      long pence,
      long moment) {

    Set<String> urns() {
      return isRevocation
          ? Set.of(EventUrn.CONSENT_AUTHORIZATION_REVOKED)
          : Set.of(EventUrn.RESOURCE_UPDATE, EventUrn.BALANCE_CHANGE);
    }
  }

  /**
   * A consent as it stands.
   *
   * @param since when it was seen to be so
   */
  record Grant(
      String consentId,
      String clientId,
      boolean isAuthorised,
      boolean readsBalances,
      Set<String> accountIds,
      @Nullable Instant expiresAt,
      long version,
      long since) {

    boolean hasExpiredAt(Instant now) {
      return expiresAt != null && !now.isBefore(expiresAt);
    }

    boolean covers(String accountId, Instant now) {
      return isAuthorised && readsBalances && accountIds.contains(accountId) && !hasExpiredAt(now);
    }
  }

  /**
   * What was booked.
   *
   * @param at when it was seen to be so
   */
  private record Balance(long minor, Instant at) {}
}
