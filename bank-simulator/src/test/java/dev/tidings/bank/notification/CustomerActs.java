package dev.tidings.bank.notification;

import dev.tidings.bank.consent.NewConsent;
import dev.tidings.bank.ledger.Books;
import dev.tidings.bank.ledger.PostingRefusedException;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.ledger.Transfer;
import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What customers do: they move money, and give and take back consents. */
final class CustomerActs {

  private static final String CUSTOMER = "cust-a1";
  private static final int PENCE_MAX = 5_000;
  private static final int EXPIRY_SECONDS_MAX = 7_200;
  private static final Set<Permission> READS_BALANCES =
      Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances);
  private static final Set<Permission> READS_ACCOUNTS = Set.of(Permission.ReadAccountsDetail);

  private final Simulation world;
  private final Random random;

  CustomerActs(Simulation world) {
    this.world = world;
    this.random = world.random;
  }

  void post(SimulatedBank bank) {
    long pence = 1L + random.nextInt(PENCE_MAX);
    String account = world.account();
    String interactionId = interactionId();
    produce(bank, () -> credit(bank, account, pence, interactionId));
  }

  void transfer(SimulatedBank bank) {
    Transfer transfer =
        new Transfer(
            world.accounts.get(0),
            world.accounts.get(1),
            new Money(1, "GBP"),
            Transaction.Kind.TRANSFER,
            "a transfer",
            "");
    String interactionId = interactionId();
    produce(
        bank,
        () -> {
          try {
            bank.database.useTransaction(
                unit -> bank.ledger.transfer(unit, transfer, interactionId));
          } catch (PostingRefusedException e) {
            credit(bank, world.account(), 1, interactionId); // there is no money yet
          }
        });
  }

  void give(SimulatedBank bank, SimulatedTpp tpp) {
    Set<String> chosen = new TreeSet<>(List.of(world.account(), world.account()));
    Instant expiresAt =
        random.nextInt(4) == 0
            ? world.clock.instant().plusSeconds(1 + random.nextInt(EXPIRY_SECONDS_MAX))
            : null;
    NewConsent asked =
        new NewConsent(
            tpp.clientId,
            random.nextInt(6) == 0 ? READS_ACCOUNTS : READS_BALANCES,
            expiresAt,
            null,
            null);
    produce(
        bank,
        () ->
            bank.database.useTransaction(unit -> {
              String consentId = bank.consents.create(unit, asked).consentId();
              bank.consents.authorise(unit, consentId, CUSTOMER, chosen);
            }));
  }

  /** The customer takes a consent back, or gives back what he had taken. */
  void changeMind(SimulatedBank bank) {
    List<Truth.Grant> grants =
        world.truth.grants().values().stream()
            .filter(grant -> !grant.hasExpiredAt(world.clock.instant()))
            .toList();
    if (grants.isEmpty()) {
      return;
    }
    Truth.Grant grant = grants.get(random.nextInt(grants.size()));
    Set<String> chosen = Set.of(world.account());
    produce(
        bank,
        () ->
            bank.database.useTransaction(unit -> {
              if (grant.isAuthorised()) {
                bank.consents.revoke(unit, grant.consentId(), interactionId());
              } else {
                bank.consents.authorise(unit, grant.consentId(), CUSTOMER, chosen);
              }
            }));
  }

  /** Whether it crashed or not: what is committed is true. */
  private void produce(SimulatedBank bank, Runnable act) {
    world.in(bank, "produce", act);
    world.truth.lookAgain(world.clock.instant());
  }

  private static void credit(SimulatedBank bank, String account, long pence, String interactionId) {
    bank.database.useTransaction(
        unit -> bank.ledger.post(unit, Books.credit(account, pence), interactionId));
  }

  private String interactionId() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
