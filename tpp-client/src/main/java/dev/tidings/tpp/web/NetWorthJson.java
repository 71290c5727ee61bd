package dev.tidings.tpp.web;

import dev.tidings.tpp.view.NetWorth;
import java.util.List;

/** {@code GET /api/net-worth}: oldest day first, the last one is now. */
record NetWorthJson(String currency, List<Day> days, RatesJson rates) {

  record Day(String date, String amount) {}

  static NetWorthJson from(NetWorth worth) {
    return new NetWorthJson(
        worth.rates().base(),
        worth.days().stream()
            .map(day -> new Day(day.date().toString(), day.worth().decimal()))
            .toList(),
        RatesJson.from(worth.rates()));
  }
}
