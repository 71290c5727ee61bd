package dev.tidings.tpp.bank;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBAccount;
import dev.tidings.openbanking.OBBalance;
import dev.tidings.openbanking.OBResponse;
import dev.tidings.openbanking.OBTransaction;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.tpp.bank.BankHttp.Answer;
import dev.tidings.tpp.meter.Cause;
import dev.tidings.tpp.meter.Meter;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Reads accounts under a customer's consent. Source: OBIE R/W v4.0. Thread-safe. */
public final class AccountApi {

  /** Pages of one answer that are read. */
  public static final int PAGES_MAX = 20;

  private final BoundHttp http;
  private final CustomerTokens tokens;
  private final Meter meter;

  public AccountApi(BoundHttp http, CustomerTokens tokens, Meter meter) {
    this.http = http;
    this.tokens = tokens;
    this.meter = meter;
  }

  /** The accounts that the customer chose; with a token that is not stored yet. */
  public List<OBAccount> accounts(Bank bank, String accessToken) throws BankException {
    return pages(
            bank,
            Cause.CONNECTING,
            rejected -> accessToken,
            url(bank, "/accounts"),
            new TypeReference<OBResponse<OBAccount.Data>>() {},
            OBAccount.Data::account)
        .items();
  }

  /** The balances of one account. */
  public Read<OBBalance> balances(Bank bank, Connection connection, String accountId, Cause cause)
      throws BankException {
    return pages(
        bank,
        cause,
        rejected -> tokens.access(bank, connection, rejected),
        url(bank, "/accounts/" + accountId + "/balances"),
        new TypeReference<OBResponse<OBBalance.Data>>() {},
        OBBalance.Data::balance);
  }

  /** The balances of all accounts under the consent, in one bulk reading. */
  public Read<OBBalance> allBalances(Bank bank, Connection connection, Cause cause)
      throws BankException {
    return pages(
        bank,
        cause,
        rejected -> tokens.access(bank, connection, rejected),
        url(bank, "/balances"),
        new TypeReference<OBResponse<OBBalance.Data>>() {},
        OBBalance.Data::balance);
  }

  /** As {@link #transactions}, of all accounts under the consent, in one bulk reading. */
  public Read<OBTransaction> allTransactions(
      Bank bank, Connection connection, Instant from, Cause cause) throws BankException {
    return pages(
        bank,
        cause,
        rejected -> tokens.access(bank, connection, rejected),
        since(url(bank, "/transactions"), from),
        new TypeReference<OBResponse<OBTransaction.Data>>() {},
        OBTransaction.Data::transaction);
  }

  /** The transactions of one account that were made at this time or later. */
  public Read<OBTransaction> transactions(
      Bank bank, Connection connection, String accountId, Instant from, Cause cause)
      throws BankException {
    return pages(
        bank,
        cause,
        rejected -> tokens.access(bank, connection, rejected),
        since(url(bank, "/accounts/" + accountId + "/transactions"), from),
        new TypeReference<OBResponse<OBTransaction.Data>>() {},
        OBTransaction.Data::transaction);
  }

  private static HttpUrl since(HttpUrl url, Instant from) {
    return url.newBuilder()
        .addQueryParameter("fromBookingDateTime", from.truncatedTo(ChronoUnit.SECONDS).toString())
        .build();
  }

  private <D, T> Read<T> pages(
      Bank bank,
      Cause cause,
      TokenSource source,
      HttpUrl first,
      TypeReference<OBResponse<D>> type,
      Function<D, List<T>> items)
      throws BankException {
    List<T> all = new ArrayList<>();
    int calls = 0;
    HttpUrl next = first;
    for (int page = 0; next != null && page < PAGES_MAX; page++) {
      Called called = call(bank, cause, source, next);
      calls += called.calls();
      try {
        OBResponse<D> response = OpenBankingJson.mapper().readValue(called.answer().body(), type);
        all.addAll(items.apply(response.data()));
        next = next(first, response.links() == null ? null : response.links().next());
      } catch (IOException e) {
        throw new BankException(
            called.answer().path() + " answered what cannot be read: " + e.getMessage());
      }
    }
    return new Read<>(List.copyOf(all), calls);
  }

  private Called call(Bank bank, Cause cause, TokenSource source, HttpUrl url)
      throws BankException {
    Traffic traffic = new Traffic();
    try {
      Answer answer =
          send(bank, source, () -> new Request.Builder().url(url).tag(Traffic.class, traffic));
      return new Called(answer, Math.toIntExact(traffic.calls()));
    } finally {
      meter.called(bank.bankId(), cause, traffic.calls(), traffic.bytes());
    }
  }

  private Answer send(Bank bank, TokenSource source, Supplier<Request.Builder> making)
      throws BankException {
    String token = source.access(null);
    Answer answer = http.send(bank, token, making);
    if (answer.status() == 401) {
      answer = http.send(bank, source.access(token), making);
    }
    if (answer.status() == 403 && says(ErrorCode.REAUTHENTICATE, answer)) {
      throw BankException.ConsentEnded.untilGivenAgain();
    }
    if (answer.status() == 403 && says(ErrorCode.INVALID_CONSENT_STATUS, answer)) {
      throw new BankException.ConsentEnded("the bank says that the consent no longer holds");
    }
    if (answer.status() != 200) {
      throw answer.refused();
    }
    return answer;
  }

  private static boolean says(ErrorCode code, Answer answer) {
    try {
      for (JsonNode error : OpenBankingJson.readTree(answer.body()).path("Errors")) {
        if (code.code().equals(error.path("ErrorCode").asText())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** Only to where we came from: the token goes with it. */
  private static @Nullable HttpUrl next(HttpUrl first, @Nullable String link) throws BankException {
    if (link == null) {
      return null;
    }
    HttpUrl next = first.resolve(link);
    if (next == null
        || !next.scheme().equals(first.scheme())
        || !next.host().equals(first.host())
        || next.port() != first.port()) {
      throw new BankException("the bank's link to the next page leads elsewhere: " + link);
    }
    return next;
  }

  private static HttpUrl url(Bank bank, String path) {
    return HttpUrl.get(bank.accountInformation() + path);
  }

  /** Gives a token, other than the one that was rejected. */
  private interface TokenSource {
    String access(@Nullable String rejected) throws BankException;
  }

  /** What was read, and the calls that it took. */
  public record Read<T>(List<T> items, int calls) {}

  private record Called(Answer answer, int calls) {}
}
