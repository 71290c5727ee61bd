package dev.tidings.tpp.web;

import dev.tidings.openbanking.Money;
import dev.tidings.tpp.meter.Approach;
import dev.tidings.tpp.meter.CallHistory;
import dev.tidings.tpp.meter.MeterReading;
import dev.tidings.tpp.meter.MeterReading.BankCalls;
import dev.tidings.tpp.meter.MeterReading.Cost;
import dev.tidings.tpp.view.Category;
import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.ConnectionView;
import dev.tidings.tpp.view.EventChannel;
import dev.tidings.tpp.view.EventChannel.Way;
import dev.tidings.tpp.view.UnifiedView;
import dev.tidings.tpp.view.UnifiedView.AccountView;
import dev.tidings.tpp.view.UnifiedView.AccountView.Status;
import dev.tidings.tpp.view.UnifiedView.BankView;
import dev.tidings.tpp.view.UnifiedView.BankView.State;
import dev.tidings.tpp.view.UnifiedView.TransactionView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A view as a customer of several banks has it. */
final class SampleViews {

  static final Instant NOW = Instant.parse("2026-11-23T10:30:00Z");
  static final String EVENT_ID = "3f2a91c0-8f1e-4a6b-9d55-2c7c0f9d1e21";
  static final MeterReading METER =
      new MeterReading(
          118,
          2,
          3,
          141,
          5_760,
          60,
          List.of(
              new Cost(Approach.EVENTS, null, 120, 214_000L, 118, 64L, 180L),
              new Cost(Approach.EVERY_5_SECONDS, 5L, 69_120, 62_208_000L, 118, 2_410L, 4_990L),
              new Cost(Approach.EVERY_MINUTE, 60L, 5_760, 5_184_000L, 118, 29_800L, 59_700L),
              new Cost(Approach.EVERY_15_MINUTES, 900L, 384, 345_600L, 118, 452_000L, 898_000L),
              new Cost(
                  Approach.FOUR_TIMES_A_DAY, 21_600L, 16, 14_400L, 118, 10_930_000L, 21_540_000L)),
          List.of(
              new BankCalls("localhost-8081", 11, 80, 0, 140_000),
              new BankCalls("localhost-8082", 10, 40, 0, 74_000)));

  /** Of an aggregator to which nothing has happened. */
  static final MeterReading UNUSED_METER =
      new MeterReading(
          0,
          0,
          0,
          0,
          0,
          60,
          Stream.of(Approach.values())
              .map(approach -> new Cost(approach, null, 0, null, 0, null, null))
              .toList(),
          List.of());

  private SampleViews() {}

  /** Four days, an event an hour. */
  static CallHistory callHistory() {
    return new CallHistory(
        LongStream.rangeClosed(0, 96)
            .mapToObj(hour ->
                new CallHistory.Moment(
                    NOW.minus(Duration.ofHours(96 - hour)),
                    Map.of(
                        Approach.EVENTS, hour * 5 / 4,
                        Approach.EVERY_5_SECONDS, hour * 720,
                        Approach.EVERY_MINUTE, hour * 60,
                        Approach.EVERY_15_MINUTES, hour * 4,
                        Approach.FOUR_TIMES_A_DAY, hour / 6)))
            .toList());
  }

  static UnifiedView connected(Instant now, long currentAccountMinor) {
    return new UnifiedView(
        now,
        List.of(gbp(currentAccountMinor + 842_000 - 31_255), new Money(94_410, "EUR")),
        List.of(
            bank("localhost-8081", "Alder Bank", State.CONNECTED, null, now.minusSeconds(3)),
            bank("localhost-8082", "Birch Bank", State.CONNECTED, null, now.minusSeconds(840)),
            bank("localhost-8083", "Cedar Building Society", State.NOT_CONNECTED, null, null),
            bank("localhost-8084", "Damson", State.EXPIRED, null, null),
            bank("localhost-8085", "Elm Bank", State.UNREACHABLE, null, null)),
        List.of(
            account(0, "acc-1", "Everyday", "CACC", gbp(currentAccountMinor), Status.CURRENT, now),
            account(0, "acc-2", "Rainy day", "SVGS", gbp(842_000), Status.CURRENT, now),
            account(1, "acc-3", "Travel euros", "CACC", eur(94_410), Status.REFRESHING, now),
            account(1, "acc-4", "Birch Card", "CARD", gbp(-31_255), Status.STALE, now),
            account(3, "acc-5", "Old current", "CACC", null, Status.EXPIRED, now)),
        transactions(now));
  }

  static UnifiedView connected() {
    return connected(NOW, 124_650);
  }

  static UnifiedView with(String accountName, String merchantName) {
    UnifiedView view = connected();
    AccountView account = view.accounts().getFirst();
    return new UnifiedView(
        view.asOf(),
        view.totals(),
        List.of(bank("b1", accountName, State.REVOKED, merchantName, null)),
        List.of(
            new AccountView(
                "b1",
                accountName,
                account.accountId(),
                accountName,
                account.typeCode(),
                "GBP",
                gbp(1),
                NOW,
                Status.CURRENT,
                merchantName,
                NOW)),
        List.of(
            new TransactionView(
                "b1",
                accountName,
                "acc-1",
                accountName,
                "t1",
                "x",
                merchantName,
                gbp(-1),
                true,
                NOW,
                Category.OTHER,
                merchantName,
                null)));
  }

  /** How we stand with these banks; the first two have sent events. */
  static List<ConnectionView> connections() {
    Instant before = NOW.minusSeconds(60);
    EventChannel pushed =
        new EventChannel("localhost-8081", Way.PUSH, 118, NOW, 2, 3, NOW, null, 1, 2, before, 1);
    EventChannel polled =
        new EventChannel(
            "localhost-8082", Way.POLL, 0, null, 40, 44, NOW, "it said <b>no</b>", 0, 0, null, 0);
    EventChannel unused = new EventChannel("", Way.PUSH, 0, null, 0, 0, null, null, 0, 0, null, 0);
    return connected().banks().stream()
        .map(bank ->
            new ConnectionView(
                bank,
                bank.state() == State.NOT_CONNECTED ? null : "consent-of-" + bank.bankId(),
                bank.state() == State.NOT_CONNECTED ? null : NOW.minusSeconds(86_400),
                bank.state() == State.CONNECTED ? 2 : 0,
                bank.lastEventAt() == null ? null : EVENT_ID,
                switch (bank.bankId()) {
                  case "localhost-8081" -> pushed;
                  case "localhost-8082" -> polled;
                  default -> unused;
                }))
        .toList();
  }

  static Change change(long sequence, long beforeMinor, long afterMinor) {
    return changeAt(NOW, sequence, beforeMinor, afterMinor);
  }

  static Change changeAt(Instant now, long sequence, long beforeMinor, long afterMinor) {
    return new Change(
        sequence,
        "Alder Bank",
        "acc-1",
        "Everyday",
        EVENT_ID,
        1,
        now.minusMillis(38),
        now.minusMillis(26),
        now,
        2,
        gbp(beforeMinor),
        gbp(afterMinor),
        "Pret A Manger");
  }

  private static BankView bank(
      String id, String name, State state, @Nullable String detail, @Nullable Instant lastEventAt) {
    Duration left = Duration.ofDays(state == State.EXPIRED ? -2 : 90);
    boolean agreed = state == State.CONNECTED || state == State.EXPIRED;
    return new BankView(id, name, state, detail, agreed ? NOW.plus(left) : null, lastEventAt);
  }

  private static AccountView account(
      int bank,
      String id,
      String name,
      String type,
      @Nullable Money balance,
      Status status,
      Instant now) {
    List<String> banks = List.of("Alder Bank", "Birch Bank", "Cedar Building Society", "Damson");
    boolean byEvent = !id.equals("acc-2");
    return new AccountView(
        "localhost-808" + (bank + 1),
        banks.get(bank),
        id,
        name,
        type,
        balance == null ? "GBP" : balance.currency(),
        balance,
        balance == null ? null : now.minusSeconds(byEvent ? 3 : 7_300),
        status,
        byEvent && balance != null ? EVENT_ID : null,
        byEvent && balance != null ? now.minusSeconds(3) : null);
  }

  private static List<TransactionView> transactions(Instant now) {
    return List.of(
        transaction(1, "Alder Bank", "Everyday", "Pret A Manger", gbp(-725), true, now),
        transaction(
            2, "Birch Bank", "Birch Card", "Great Western Railway", gbp(-4_360), false, now),
        transaction(3, "Alder Bank", "Everyday", "Northwind Design Ltd", gbp(248_000), false, now),
        transaction(4, "Birch Bank", "Travel euros", "Boulangerie Utopie", eur(-1_240), false, now),
        transaction(5, "Alder Bank", "Everyday", "Octopus Energy", gbp(-9_412), false, now),
        transaction(6, "Alder Bank", "Rainy day", "Interest", gbp(312), false, now));
  }

  private static TransactionView transaction(
      int number,
      String bank,
      String account,
      String merchant,
      Money amount,
      boolean pending,
      Instant now) {
    Instant bookedAt = now.minus(Duration.ofHours(7L * number));
    return new TransactionView(
        "localhost-8081",
        bank,
        "acc-1",
        account,
        "t" + number,
        merchant,
        merchant,
        amount,
        pending,
        bookedAt,
        Category.SHOPPING,
        null,
        "POSD");
  }

  private static Money gbp(long minor) {
    return new Money(minor, "GBP");
  }

  private static Money eur(long minor) {
    return new Money(minor, "EUR");
  }
}
