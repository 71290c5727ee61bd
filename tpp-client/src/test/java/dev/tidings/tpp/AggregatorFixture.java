package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.tpp.meter.MeterReading;
import dev.tidings.tpp.support.Await;
import dev.tidings.tpp.support.Browser;
import dev.tidings.tpp.support.Events;
import dev.tidings.tpp.support.FakeBank;
import dev.tidings.tpp.support.SettableClock;
import dev.tidings.tpp.view.UnifiedView;
import dev.tidings.tpp.view.UnifiedView.AccountView;
import dev.tidings.tpp.view.UnifiedView.BankView;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A started aggregator with one bank. */
abstract class AggregatorFixture {

  @TempDir Path data;
  final SettableClock clock = new SettableClock();
  FakeBank bank;
  Events events;
  Aggregator aggregator;
  Browser browser;

  @BeforeEach
  void startBoth() throws Exception {
    bank = new FakeBank(clock, isFapi2());
    events = new Events(bank, clock);
    aggregator = started();
    browser = new Browser(aggregator.port());
  }

  /** Whether the bank takes pushed requests and proofs, and nothing less. */
  boolean isFapi2() {
    return true;
  }

  /** How often it asks; null when it waits to be told. */
  @Nullable Duration pollEvery() {
    return null;
  }

  /** Whether a narrator may speak on the pages. */
  boolean isNarrated() {
    return false;
  }

  @AfterEach
  void stopBoth() {
    stop();
    bank.gate.countDown();
    bank.close();
  }

  void start() throws Exception {
    aggregator = started();
    browser = new Browser(aggregator.port());
  }

  private Aggregator started() throws Exception {
    Aggregator fresh =
        Aggregator.create(
            new AggregatorConfig(
                "Tidings",
                "127.0.0.1",
                0,
                URI.create("http://tpp.example"),
                List.of(URI.create(bank.issuer())),
                data,
                isNarrated(),
                clock,
                pollEvery()));
    fresh.start();
    return fresh;
  }

  void stop() {
    browser.close();
    aggregator.stop();
  }

  void awaitRegistered() {
    Await.until("registered", () -> bankView().state() != BankView.State.UNREACHABLE);
  }

  /** Begins a connection; the bank's address that the customer is sent to, and the cookie. */
  HttpResponse<String> begin() throws Exception {
    HttpResponse<String> sent = browser.get("/connect?bank=" + bank.bankId(), Optional.empty());
    assertThat(sent.statusCode()).isEqualTo(302);
    return sent;
  }

  String state(HttpResponse<String> sent) {
    return asked(sent, "state").orElseThrow();
  }

  /** A parameter of the authorization request. */
  Optional<String> asked(HttpResponse<String> sent, String parameter) {
    HttpUrl url = HttpUrl.get(sent.headers().firstValue("Location").orElseThrow());
    return Optional.ofNullable(bank.authorization.asked(url, parameter));
  }

  static Optional<String> cookie(HttpResponse<String> sent) {
    return sent.headers().firstValue("Set-Cookie").map(cookie -> cookie.split(";", 2)[0]);
  }

  /** Connects and counts from there. */
  void connect() throws Exception {
    awaitRegistered();
    HttpResponse<String> sent = begin();
    HttpResponse<String> back =
        browser.get(
            "/callback?code=c&state=" + state(sent) + "&iss=" + bank.issuer(), cookie(sent));
    assertThat(back.statusCode()).isEqualTo(302);
    assertThat(bankView().state()).isEqualTo(BankView.State.CONNECTED);
    awaitStatus(AccountView.Status.CURRENT);
    bank.dataCalls.set(0);
  }

  void awaitStatus(AccountView.Status status) {
    Await.until("status " + status, () -> account().status() == status);
  }

  UnifiedView view() {
    return aggregator.parts().views().read();
  }

  AccountView account() {
    return view().accounts().getFirst();
  }

  BankView bankView() {
    return view().banks().getFirst();
  }

  MeterReading meter() {
    return aggregator.parts().meter().read();
  }
}
