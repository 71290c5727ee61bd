package dev.tidings.bank.trace;

import dev.tidings.bank.accountinfo.AccessRecord;
import dev.tidings.bank.broker.BusinessEvent;
import dev.tidings.bank.broker.BusinessEvent.Alert;
import dev.tidings.bank.broker.BusinessEvent.BalanceChanged;
import dev.tidings.bank.broker.BusinessEvent.ConsentChanged;
import dev.tidings.bank.broker.BusinessEvent.ConsentRevoked;
import dev.tidings.bank.broker.BusinessEvent.LargeTransaction;
import dev.tidings.bank.broker.BusinessEvent.LinkedAccountClosed;
import dev.tidings.bank.broker.BusinessEvent.LowBalance;
import dev.tidings.bank.broker.BusinessEvent.SalaryArrived;
import dev.tidings.bank.broker.LoggedEvent;
import dev.tidings.bank.broker.LoggedEvents;
import dev.tidings.bank.broker.UnfinishedEvents;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.Accounts;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.bank.ledger.Transactions;
import dev.tidings.bank.notification.DeliveryHistory;
import dev.tidings.bank.oauth.Client;
import dev.tidings.bank.oauth.Clients;
import dev.tidings.openbanking.Money;
import dev.tidings.persistence.Database;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Puts together what the features have written down about a change. Thread-safe. */
public final class Traces {

  /** Changes that are listed at once. */
  public static final int LISTED_MAX = 100;

  /** A call of a TPP so soon after its SET was made counts as brought about by it. */
  public static final Duration CALLS_WINDOW = Duration.ofSeconds(30);

  /** Calls that are shown for one TPP and change. */
  public static final int CALLS_MAX = 20;

  private final Database database;
  private final Clients clients;
  private final AccessRecord accesses;
  private final LoggedEvents events = new LoggedEvents();
  private final UnfinishedEvents unfinished = new UnfinishedEvents();
  private final DeliveryHistory deliveries = new DeliveryHistory();
  private final Accounts accounts = new Accounts();
  private final Transactions transactions = new Transactions();

  public Traces(Database database, Clients clients, AccessRecord accesses) {
    this.database = database;
    this.clients = clients;
    this.accesses = accesses;
  }

  /** The story of the event with this id. */
  public Optional<Trace> find(String eventId) {
    return database.read(
        handle -> events.find(handle, eventId).map(logged -> trace(handle, logged)));
  }

  /**
   * The latest changes, newest first.
   *
   * @param accountId of this account only; null for all
   * @param limit at most {@link #LISTED_MAX}
   */
  public List<Trace> latest(@Nullable String accountId, int limit) {
    int bounded = Math.clamp(limit, 1, LISTED_MAX);
    return database.read(handle -> {
      List<LoggedEvent> latest =
          accountId == null
              ? events.latest(handle, bounded)
              : events.latestOf(handle, keysOf(accountId), bounded);
      return latest.stream().map(logged -> trace(handle, logged)).toList();
    });
  }

  private Trace trace(Handle handle, LoggedEvent logged) {
    String accountId = accountOf(logged.event());
    Optional<DeliveryHistory.Decisions> decisions = deliveries.decisions(handle, logged.eventId());
    return new Trace(
        change(handle, logged, accountId),
        transactionOf(logged.event())
            .flatMap(id -> transactions.find(handle, id))
            .map(Traces::entry)
            .orElse(null),
        cause(handle, logged.event()),
        consequences(handle, logged.event()),
        unfinished.of(handle, logged.eventId()),
        decisions.map(DeliveryHistory.Decisions::at).orElse(null),
        decisions
            .map(found -> readers(handle, logged, accountId, found.decided()))
            .orElse(List.of()));
  }

  private Trace.Change change(Handle handle, LoggedEvent logged, @Nullable String accountId) {
    return new Trace.Change(
        logged.eventId(),
        LoggedEvents.typeOf(logged),
        logged.event().version(),
        accountId,
        accountId == null
            ? null
            : accounts.find(handle, accountId).map(Account::nickname).orElse(null),
        logged.event() instanceof ConsentChanged changed ? changed.consentId() : null,
        logged.interactionId(),
        logged.occurredAt());
  }

  private List<Trace.Reader> readers(
      Handle handle,
      LoggedEvent logged,
      @Nullable String accountId,
      List<DeliveryHistory.Decided> decided) {
    var sets =
        deliveries.sent(handle, logged.eventId()).stream()
            .collect(
                Collectors.toMap(
                    DeliveryHistory.Sent::subscriptionId,
                    Function.identity(),
                    (one, other) -> one));
    return decided.stream()
        .map(line ->
            reader(handle, accountId, line, sets.get(String.valueOf(line.subscriptionId()))))
        .toList();
  }

  private Trace.Reader reader(
      Handle handle,
      @Nullable String accountId,
      DeliveryHistory.Decided line,
      DeliveryHistory.@Nullable Sent set) {
    List<AccessRecord.Call> calls =
        set == null || accountId == null
            ? List.of()
            : accesses.of(
                line.clientId(),
                accountId,
                set.createdAt(),
                set.createdAt().plus(CALLS_WINDOW),
                CALLS_MAX);
    return new Trace.Reader(
        line.clientId(),
        clients.find(handle, line.clientId()).map(Client::name).orElse(line.clientId()),
        line.verdict(),
        line.why(),
        line.consentIds(),
        set,
        calls);
  }

  private Trace.@Nullable Linked cause(Handle handle, BusinessEvent event) {
    return event instanceof Alert alert
        ? events.ofVersion(handle, List.of(alert.accountId()), alert.accountVersion()).stream()
            .map(Traces::linked)
            .findFirst()
            .orElse(null)
        : null;
  }

  private List<Trace.Linked> consequences(Handle handle, BusinessEvent event) {
    return event instanceof BalanceChanged changed
        ? events
            .ofVersion(handle, alertKeysOf(changed.accountId()), changed.accountVersion())
            .stream()
            .map(Traces::linked)
            .toList()
        : List.of();
  }

  private static Trace.Linked linked(LoggedEvent logged) {
    return new Trace.Linked(logged.eventId(), LoggedEvents.typeOf(logged));
  }

  private static Trace.Entry entry(Transaction transaction) {
    Money balance = transaction.balanceAfter();
    return new Trace.Entry(
        transaction.transactionId(),
        transaction.amount().decimal(),
        transaction.amount().currency(),
        transaction.status().name(),
        transaction.kind().name(),
        transaction.description(),
        transaction.bookedAt(),
        balance == null ? null : balance.decimal());
  }

  private static @Nullable String accountOf(BusinessEvent event) {
    return switch (event) {
      case BalanceChanged changed -> changed.accountId();
      case Alert alert -> alert.accountId();
      case LinkedAccountClosed closed -> closed.accountId();
      case ConsentRevoked _ -> null;
    };
  }

  private static Optional<String> transactionOf(BusinessEvent event) {
    return switch (event) {
      case BalanceChanged changed -> Optional.of(changed.transactionId());
      case Alert alert -> Optional.of(alert.transactionId());
      case ConsentChanged _ -> Optional.empty();
    };
  }

  private static List<String> alertKeysOf(String accountId) {
    return Stream.of(LowBalance.KIND, LargeTransaction.KIND, SalaryArrived.KIND)
        .map(kind -> Alert.keyOf(accountId, kind))
        .toList();
  }

  private static List<String> keysOf(String accountId) {
    return Stream.concat(Stream.of(accountId), alertKeysOf(accountId).stream()).toList();
  }
}
