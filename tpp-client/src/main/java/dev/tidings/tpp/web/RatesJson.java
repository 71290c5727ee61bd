package dev.tidings.tpp.web;

import dev.tidings.tpp.view.Rates;
import java.util.Map;
import java.util.TreeMap;

/**
 * At what rates sums of several currencies are shown as one.
 *
 * @param perUnit decimals: how much of {@code base} one unit of each is
 */
record RatesJson(String name, String date, String base, Map<String, String> perUnit) {

  static RatesJson from(Rates rates) {
    Map<String, String> perUnit = new TreeMap<>();
    rates.perUnit().forEach((currency, rate) -> perUnit.put(currency, rate.toPlainString()));
    return new RatesJson(rates.name(), rates.date().toString(), rates.base(), perUnit);
  }
}
