package dev.tidings.tpp.bank;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.jose.DetachedSignature;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.tpp.bank.BankHttp.Answer;
import dev.tidings.tpp.bank.TokenEndpoint.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Calls that we make as ourselves, with a client_credentials token that is kept while it lives.
 * Thread-safe.
 */
public final class ClientCalls {

  /** A token is not used in its last moments. */
  static final Duration TOKEN_MARGIN = Duration.ofSeconds(5);

  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  private final BoundHttp http;
  private final OurKey key;
  private final TokenEndpoint tokenEndpoint;
  private final InstantSource clock;
  private final Map<Bank, Tokens> tokens = new ConcurrentHashMap<>();
  private final Map<Bank, Lock> locks = new ConcurrentHashMap<>();

  public ClientCalls(BoundHttp http, OurKey key, TokenEndpoint tokenEndpoint, InstantSource clock) {
    this.http = http;
    this.key = key;
    this.tokenEndpoint = tokenEndpoint;
    this.clock = clock;
  }

  Answer post(Bank bank, String url, Object body) throws BankException {
    return call(bank, making(url, request -> request.post(json(body))), http::send);
  }

  /** As {@link #post}, where the bank may take its time to answer. */
  Answer postPatiently(Bank bank, String url, Object body) throws BankException {
    return call(bank, making(url, request -> request.post(json(body))), http::sendPatiently);
  }

  /** As {@link #post}, with the signature of the body. */
  Answer postSigned(Bank bank, String url, Object body) throws BankException {
    return sendSigned(bank, url, body, Request.Builder::post);
  }

  /** With the signature of the body. */
  Answer putSigned(Bank bank, String url, Object body) throws BankException {
    return sendSigned(bank, url, body, Request.Builder::put);
  }

  Answer get(Bank bank, String url) throws BankException {
    return call(bank, making(url, Request.Builder::get), http::send);
  }

  Answer delete(Bank bank, String url) throws BankException {
    return call(bank, making(url, Request.Builder::delete), http::send);
  }

  private Answer sendSigned(
      Bank bank,
      String url,
      Object body,
      BiFunction<Request.Builder, RequestBody, Request.Builder> method)
      throws BankException {
    byte[] bytes = OpenBankingJson.write(body).getBytes(StandardCharsets.UTF_8);
    String signature = key.signature(bank, bytes);
    return call(
        bank,
        making(
            url,
            request ->
                method
                    .apply(request, RequestBody.create(bytes, JSON))
                    .header(DetachedSignature.HEADER, signature)),
        http::send);
  }

  private static Supplier<Request.Builder> making(
      String url, UnaryOperator<Request.Builder> method) {
    return () -> method.apply(new Request.Builder().url(url));
  }

  private static RequestBody json(Object body) {
    return RequestBody.create(OpenBankingJson.write(body), JSON);
  }

  static JsonNode json(Answer answer) throws BankException {
    try {
      return OpenBankingJson.readTree(answer.body());
    } catch (IOException e) {
      throw new BankException(answer.path() + " did not answer JSON");
    }
  }

  private interface Sending {
    Answer send(Bank bank, String accessToken, Supplier<Request.Builder> making)
        throws BankException;
  }

  private Answer call(Bank bank, Supplier<Request.Builder> making, Sending sending)
      throws BankException {
    Tokens token = token(bank);
    Answer answer = sending.send(bank, token.access(), making);
    if (answer.status() != 401) {
      return answer;
    }
    tokens.remove(bank, token);
    return sending.send(bank, token(bank).access(), making);
  }

  private Tokens token(Bank bank) throws BankException {
    Lock lock = locks.computeIfAbsent(bank, ignored -> new ReentrantLock());
    lock.lock();
    try {
      Tokens known = tokens.get(bank);
      if (known != null && clock.instant().isBefore(known.expiresAt().minus(TOKEN_MARGIN))) {
        return known;
      }
      Tokens fresh = tokenEndpoint.clientCredentials(bank);
      tokens.put(bank, fresh);
      return fresh;
    } finally {
      lock.unlock();
    }
  }
}
