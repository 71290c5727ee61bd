package dev.tidings.tpp.graphql;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.insight.RegularPayment;
import dev.tidings.tpp.insight.Spending;
import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.EventChannel;
import dev.tidings.tpp.view.NetWorth;
import dev.tidings.tpp.view.Rates;
import dev.tidings.tpp.view.TransactionCursor;
import dev.tidings.tpp.view.TransactionPage;
import dev.tidings.tpp.view.UnifiedView.AccountView;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import dev.tidings.tpp.web.Figures;
import dev.tidings.tpp.web.TransactionRequest;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How each field of the schema is read. A field that is not here is the component of that name of
 * what its type is made from.
 */
final class Fields {

  private Fields() {}

  static void wire(RuntimeWiring.Builder wiring) {
    type(wiring, "Query", query());
    type(wiring, "Subscription", Map.of("changes", env -> context(env, Change.class)));
    type(
        wiring,
        "Account",
        Map.of(
            "bank",
            of(AccountView.class, (account, now) -> now.bank(account.bankId()).orElse(null)),
            "freshness",
            env -> env.getSource()));
    type(wiring, "Money", Map.of("amount", of(Money.class, Money::decimal)));
    type(wiring, "Rates", Map.of("perUnit", of(Rates.class, Fields::perUnit)));
    type(wiring, "TransactionConnection", page());
    type(wiring, "Transaction", Map.of("account", of(TransactionView.class, Fields::account)));
    type(wiring, "NetWorth", Map.of("days", Fields::days));
    type(wiring, "RegularPayment", Map.of("account", of(RegularPayment.class, Fields::account)));
    type(
        wiring,
        "SpendingOfCategory",
        Map.of("label", of(Spending.OfCategory.class, one -> one.category().label())));
    type(wiring, "EventChannel", Map.of("channel", of(EventChannel.class, EventChannel::way)));
    type(wiring, "Change", change());
  }

  /** Reads one field; null where the schema allows it. */
  private interface Field {
    @Nullable Object read(DataFetchingEnvironment env);
  }

  private static void type(RuntimeWiring.Builder wiring, String type, Map<String, Field> fields) {
    wiring.type(
        type,
        builder -> {
          fields.forEach((name, field) -> builder.dataFetcher(name, field::read));
          return builder;
        });
  }

  private static Map<String, Field> query() {
    Map<String, Field> fields = new HashMap<>();
    fields.put("asOf", env -> moment(env).view().asOf());
    fields.put("accounts", env -> moment(env).view().accounts());
    fields.put(
        "account",
        env ->
            moment(env)
                .account(text(env.getArgument("bankId")), text(env.getArgument("accountId")))
                .orElse(null));
    fields.put("totals", env -> totals(moment(env)));
    fields.put("transactions", env -> moment(env).page(asked(env)));
    fields.put(
        "netWorth",
        env -> {
          NetWorth worth = moment(env).netWorth();
          return worth.isEmpty() ? null : worth;
        });
    fields.put("insights", env -> moment(env).insights());
    fields.put("connections", env -> moment(env).connections());
    fields.put("changes", env -> moment(env).changes(number(env, "first")));
    fields.put("meter", env -> moment(env).meter());
    return fields;
  }

  private static Map<String, Field> page() {
    return Map.of(
        "nodes", of(TransactionPage.class, TransactionPage::transactions),
        "edges",
            of(TransactionPage.class, page -> page.transactions().stream().map(Edge::of).toList()),
        "pageInfo", of(TransactionPage.class, PageInfo::of));
  }

  private record Edge(String cursor, TransactionView node) {

    static Edge of(TransactionView node) {
      return new Edge(TransactionCursor.after(node).text(), node);
    }
  }

  private record PageInfo(boolean hasNextPage, @Nullable String endCursor) {

    static PageInfo of(TransactionPage page) {
      List<TransactionView> shown = page.transactions();
      return new PageInfo(
          page.next() != null,
          shown.isEmpty() ? null : TransactionCursor.after(shown.getLast()).text());
    }
  }

  private static Map<String, Field> change() {
    return Map.of(
        "moved", of(Change.class, Figures::moved),
        "text", of(Change.class, Figures::headline),
        "eventAfterMs",
            of(Change.class, it -> Figures.millisBetween(it.occurredAt(), it.receivedAt())),
        "viewAfterMs",
            of(Change.class, it -> Figures.millisBetween(it.occurredAt(), it.refreshedAt())),
        "account",
            of(Change.class, (it, now) -> now.accountAt(it.bank(), it.accountId()).orElse(null)),
        "totals", env -> totals(moment(env)));
  }

  private record Totals(List<Money> byCurrency, Money altogether, Rates rates) {}

  private static Totals totals(Moment moment) {
    List<Money> sums = moment.view().totals();
    return new Totals(sums, Rates.FIXED.total(sums), Rates.FIXED);
  }

  private record Rate(String currency, String rate) {}

  private static List<Rate> perUnit(Rates rates) {
    return rates.perUnit().entrySet().stream()
        .map(one -> new Rate(one.getKey(), one.getValue().toPlainString()))
        .toList();
  }

  private static List<NetWorth.Day> days(DataFetchingEnvironment env) {
    NetWorth worth = source(env, NetWorth.class);
    List<NetWorth.Day> days = worth.days();
    return days.subList(Math.max(0, days.size() - number(env, "last")), days.size());
  }

  private static @Nullable AccountView account(TransactionView of, Moment now) {
    return now.account(of.bankId(), of.accountId()).orElse(null);
  }

  private static @Nullable AccountView account(RegularPayment of, Moment now) {
    return now.account(of.account().bankId(), of.account().accountId()).orElse(null);
  }

  /** The filter as the pages have it, read by the same rules. */
  private static TransactionRequest asked(DataFetchingEnvironment env) {
    Map<String, Object> given = new HashMap<>();
    Map<String, Object> filter = env.getArgument("filter");
    if (filter != null) {
      given.putAll(filter);
    }
    given.put("q", given.get("text"));
    given.put("after", env.getArgument("after"));
    given.put("limit", env.getArgument("first"));
    TransactionRequest request =
        TransactionRequest.of(name -> given.get(name) == null ? null : text(given.get(name)));
    if (!request.problems().isEmpty()) {
      throw new InvalidArgumentException(String.join("; ", request.problems()));
    }
    return request;
  }

  private static <S> Field of(Class<S> type, Function<S, @Nullable Object> read) {
    return env -> read.apply(source(env, type));
  }

  private static <S> Field of(Class<S> type, BiFunction<S, Moment, @Nullable Object> read) {
    return env -> read.apply(source(env, type), moment(env));
  }

  private static <S> S source(DataFetchingEnvironment env, Class<S> type) {
    return type.cast(Objects.requireNonNull(env.<Object>getSource()));
  }

  private static Moment moment(DataFetchingEnvironment env) {
    return context(env, Moment.class);
  }

  private static <T> T context(DataFetchingEnvironment env, Class<T> type) {
    return type.cast(Objects.requireNonNull(env.getGraphQlContext().<Object>get(type)));
  }

  /** The schema gives each number a default. */
  private static int number(DataFetchingEnvironment env, String argument) {
    return Objects.requireNonNull(env.<Number>getArgument(argument)).intValue();
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }
}
