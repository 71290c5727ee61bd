package dev.tidings.bank.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.bank.SettableClock;
import dev.tidings.bank.broker.BusinessEvent.ConsentRevoked;
import dev.tidings.bank.broker.BusinessEvent.LinkedAccountClosed;
import dev.tidings.bank.broker.EventLog;
import dev.tidings.bank.broker.EventWitness;
import dev.tidings.openbanking.ConsentStatus;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import dev.tidings.persistence.UnitOfWork;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the consents keep to on every database. */
abstract class ConsentsContract {

  private static final Set<Permission> READ =
      Set.of(Permission.ReadAccountsDetail, Permission.ReadBalances);

  private final SettableClock clock = new SettableClock();
  private final EventLog eventLog = new EventLog(clock);
  private final EventWitness events = EventWitness.of(eventLog);
  private final Consents consents = new Consents(eventLog, clock);
  private Database database;

  abstract Database open(Path folder);

  @BeforeEach
  void openDatabase(@TempDir Path folder) {
    database = open(folder);
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void whatWasCreatedIsReadBack() {
    Instant expires = clock.instant().plus(Duration.ofDays(90));
    Consent created = create(READ, expires);

    assertThat(find(created)).isEqualTo(created);
    assertThat(created.status()).isEqualTo(ConsentStatus.AWAU);
    assertThat(created.version()).isEqualTo(1);
  }

  @Test
  void aConsentIsAuthorisedRevokedAndAuthorisedAgain() {
    Consent created = create(READ, null);
    Consent authorised = authorise(created, "cust-amelia", "acc-1", "acc-2");
    assertThat(authorised.status()).isEqualTo(ConsentStatus.AUTH);
    assertThat(authorised.accountIds()).containsExactly("acc-1", "acc-2");
    assertThat(authorised.customerId()).isEqualTo("cust-amelia");

    Consent revoked = in(unit -> consents.revoke(unit, created.consentId(), "why"));
    assertThat(revoked.status()).isEqualTo(ConsentStatus.CANC);
    assertThat(events.committed(database))
        .containsExactly(new ConsentRevoked(created.consentId(), "tpp-1", 3));

    Consent again = authorise(created, "cust-amelia", "acc-2");
    assertThat(again.accountIds()).containsExactly("acc-2");
    assertThat(again.version()).isEqualTo(4);
  }

  @Test
  void whatAnotherCustomerTookBackCannotBeAuthorised() {
    Consent created = create(READ, null);
    authorise(created, "cust-amelia", "acc-1");
    in(unit -> consents.revoke(unit, created.consentId(), "why"));

    assertThatThrownBy(() -> authorise(created, "cust-noah", "acc-3"))
        .isInstanceOf(IllegalConsentStateException.class);
  }

  @Test
  void aRefusalIsFinal() {
    Consent created = create(READ, null);
    in(unit -> consents.reject(unit, created.consentId()));

    assertThat(find(created).status()).isEqualTo(ConsentStatus.RJCT);
    assertThatThrownBy(() -> authorise(created, "cust-amelia", "acc-1"))
        .isInstanceOf(IllegalConsentStateException.class);
    assertThatThrownBy(() -> in(unit -> consents.revoke(unit, created.consentId(), "why")))
        .isInstanceOf(IllegalConsentStateException.class);
  }

  @Test
  void readsAreWrittenDownTogetherByEachNodeAndAddUp() {
    String consentId = create(READ, null).consentId();
    String unused = create(READ, null).consentId();
    ConsentUses one = new ConsentUses(database, clock);
    ConsentUses other = new ConsentUses(database, clock);
    Instant first = clock.instant();
    one.read(consentId);
    one.read(consentId);
    one.writeDown();
    clock.advance(Duration.ofMinutes(1));
    other.read(consentId);
    assertThat(other.of(List.of(consentId, unused)))
        .containsExactly(Map.entry(consentId, new ConsentUse(3, clock.instant())));

    Instant latest = clock.instant();
    one.read(consentId);
    clock.advance(Duration.between(latest, first));
    other.read(consentId);
    one.writeDown();
    assertThat(other.of(List.of(consentId)).get(consentId)).isEqualTo(new ConsentUse(5, latest));
  }

  @Test
  void aClosedAccountLeavesEachConsentAndTheLogTellsOfThoseInForce() {
    Consent inForce = authorise(create(READ, null), "cust-amelia", "acc-1", "acc-2");
    Consent revoked = authorise(create(READ, null), "cust-amelia", "acc-1");
    in(unit -> consents.revoke(unit, revoked.consentId(), "why"));
    Consent other = authorise(create(READ, null), "cust-amelia", "acc-2");

    List<String> told =
        database.inTransaction(unit -> consents.accountClosed(unit, "acc-1", 7, "why"));
    assertThat(told).containsExactly(inForce.consentId());
    assertThat(find(inForce).accountIds()).containsExactly("acc-2");
    assertThat(find(inForce).version()).isEqualTo(inForce.version());
    assertThat(find(revoked).accountIds()).isEmpty();
    assertThat(find(other).accountIds()).containsExactly("acc-2");
    assertThat(events.committed(database))
        .contains(new LinkedAccountClosed(inForce.consentId(), "tpp-1", "acc-1", 7))
        .hasSize(2);
  }

  @Test
  void whatTheBankSuspendsSaysWhyAndIsGivenAgain() {
    Consent created = authorise(create(READ, null), "cust-amelia", "acc-1");
    Consent suspended = in(unit -> consents.suspend(unit, created.consentId()));
    assertThat(suspended.awaitsReauthentication()).isTrue();
    assertThat(suspended.status()).isEqualTo(ConsentStatus.CANC);
    assertThat(events.committed(database)).isEmpty();
    Consent again = authorise(created, "cust-amelia", "acc-1");
    assertThat(again.statusReason()).isNull();
    Consent revoked = in(unit -> consents.revoke(unit, created.consentId(), "why"));
    assertThat(revoked.awaitsReauthentication()).isFalse();
  }

  @Test
  void whatIsInForceIsConfirmedOnceOfWhatWasSeenAndByTheSameCustomer() {
    Consent seen = authorise(create(READ, null), "cust-amelia", "acc-1");
    assertThatThrownBy(
            () -> in(unit -> consents.reauthorise(unit, seen, "cust-noah", Set.of("acc-3"))))
        .isInstanceOf(IllegalConsentStateException.class);
    Consent again = in(unit -> consents.reauthorise(unit, seen, "cust-amelia", Set.of("acc-2")));
    assertThat(again.status()).isEqualTo(ConsentStatus.AUTH);
    assertThat(again.accountIds()).containsExactly("acc-2");
    assertThat(again.version()).isEqualTo(seen.version() + 1);
    assertThatThrownBy(
            () -> in(unit -> consents.reauthorise(unit, seen, "cust-amelia", Set.of("acc-1"))))
        .isInstanceOf(IllegalConsentStateException.class);
  }

  @Test
  void anUnknownConsentHasNoLife() {
    assertThatThrownBy(() -> in(unit -> consents.reject(unit, "aac-none")))
        .isInstanceOf(IllegalConsentStateException.class);
  }

  @Test
  void aDeletedConsentIsFoundByNobody() {
    Consent created = create(READ, null);
    authorise(created, "cust-amelia", "acc-1");
    database.useTransaction(unit -> consents.delete(unit, created.consentId()));

    assertThat(database.<Boolean>read(h -> consents.find(h, created.consentId()).isEmpty()))
        .isTrue();
    assertThat(entitled("acc-1")).isEmpty();
    assertThat(ofAmelia()).isEmpty();
  }

  @Test
  void pastItsExpiryAConsentIsExpiredAndEntitlesToNothing() {
    Consent created = create(READ, clock.instant().plus(Duration.ofHours(1)));
    authorise(created, "cust-amelia", "acc-1");
    assertThat(entitled("acc-1")).hasSize(1);

    clock.advance(Duration.ofHours(1));

    assertThat(find(created).status()).isEqualTo(ConsentStatus.EXPD);
    assertThat(entitled("acc-1")).isEmpty();
    assertThatThrownBy(() -> in(unit -> consents.revoke(unit, created.consentId(), "why")))
        .isInstanceOf(IllegalConsentStateException.class);
  }

  @Test
  void onlyAuthorisedConsentsWithReadBalancesForTheAccountEntitle() {
    Consent good = create(READ, null);
    authorise(good, "cust-amelia", "acc-1", "acc-2");
    authorise(create(READ, null), "cust-amelia", "acc-2");
    authorise(create(Set.of(Permission.ReadAccountsBasic), null), "cust-amelia", "acc-1");
    Consent revoked = create(READ, null);
    authorise(revoked, "cust-amelia", "acc-1");
    in(unit -> consents.revoke(unit, revoked.consentId(), "why"));
    create(READ, null);

    assertThat(entitled("acc-1")).containsExactly(find(good));
  }

  @Test
  void aCustomersConsentsComeNewestFirst() {
    Consent first = create(READ, null);
    authorise(first, "cust-amelia", "acc-1");
    clock.advance(Duration.ofMinutes(1));
    Consent second = create(READ, null);
    authorise(second, "cust-amelia", "acc-1", "acc-2");
    authorise(create(READ, null), "cust-noah", "acc-3");

    assertThat(ofAmelia()).containsExactly(find(second), find(first));
  }

  @Test
  void ofManyWhoDecideAtOneTimeOneWins() throws Exception {
    Consent created = create(READ, null);
    assertThat(winners(8, () -> authorise(created, "cust-amelia", "acc-1"))).isEqualTo(1);
    assertThat(winners(8, () -> in(unit -> consents.revoke(unit, created.consentId(), "why"))))
        .isEqualTo(1);
    assertThat(find(created).version()).isEqualTo(3);
  }

  private static int winners(int tries, Callable<Consent> act) throws Exception {
    int winners = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(tries)) {
      List<Future<Consent>> results = new ArrayList<>();
      for (int i = 0; i < tries; i++) {
        results.add(threads.submit(act));
      }
      for (Future<Consent> result : results) {
        try {
          result.get();
          winners++;
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(IllegalConsentStateException.class);
        }
      }
    }
    return winners;
  }

  private Consent create(Set<Permission> permissions, @Nullable Instant expires) {
    return in(
        unit -> consents.create(unit, new NewConsent("tpp-1", permissions, expires, null, null)));
  }

  private Consent authorise(Consent consent, String customerId, String... accountIds) {
    return in(
        unit -> consents.authorise(unit, consent.consentId(), customerId, Set.of(accountIds)));
  }

  private Consent find(Consent consent) {
    return database.read(handle -> consents.find(handle, consent.consentId())).orElseThrow();
  }

  private List<Consent> ofAmelia() {
    return database.read(handle -> consents.ofCustomer(handle, "cust-amelia"));
  }

  private List<Consent> entitled(String accountId) {
    return database.ask(
        connection -> consents.entitledToBalance(connection, accountId, clock.instant()));
  }

  private Consent in(Function<UnitOfWork, Consent> work) {
    return database.inTransaction(work);
  }
}
