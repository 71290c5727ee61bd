package dev.tidings.tpp.web;

import dev.tidings.tpp.insight.Insights;
import dev.tidings.tpp.meter.CallHistory;
import dev.tidings.tpp.meter.MeterReading;
import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.ConnectionView;
import dev.tidings.tpp.view.NetWorth;
import dev.tidings.tpp.view.Transactions;
import dev.tidings.tpp.view.UnifiedView;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What the pages and the API read, each as it is at the moment of asking.
 *
 * @param changes the newest changes, at most as many as it is asked for
 */
public record Readings(
    Supplier<UnifiedView> view,
    IntFunction<List<Change>> changes,
    Supplier<MeterReading> meter,
    Transactions transactions,
    Supplier<NetWorth> netWorth,
    Supplier<Insights> insights,
    Supplier<List<ConnectionView>> connections,
    Supplier<CallHistory> callHistory) {}
