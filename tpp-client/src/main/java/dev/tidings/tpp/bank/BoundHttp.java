package dev.tidings.tpp.bank;

import dev.tidings.tpp.bank.BankHttp.Answer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Requests that prove that the token is ours, at banks that can tell; elsewhere the token goes as
 * it is. A bank's nonce is kept for its next requests. Thread-safe. Source: RFC 9449 §7 to §9.
 */
public final class BoundHttp {

  private static final String PROOF_HEADER = "DPoP";

  private final BankHttp http;
  private final ProofKey key;
  private final Map<String, String> nonces = new ConcurrentHashMap<>();

  public BoundHttp(BankHttp http, ProofKey key) {
    this.http = http;
    this.key = key;
  }

  /**
   * Sends what is made, and once more, made anew, when the bank wants its nonce in the proof.
   *
   * @param accessToken to call with, if any
   */
  Answer send(Bank bank, @Nullable String accessToken, Supplier<Request.Builder> making)
      throws BankException {
    return send(bank, accessToken, making, http::send);
  }

  /** As {@link #send}, where the bank may take its time to answer. */
  Answer sendPatiently(Bank bank, @Nullable String accessToken, Supplier<Request.Builder> making)
      throws BankException {
    return send(bank, accessToken, making, http::sendPatiently);
  }

  private interface Sending {
    Answer send(Request.Builder request) throws BankException;
  }

  private Answer send(
      Bank bank, @Nullable String accessToken, Supplier<Request.Builder> making, Sending sending)
      throws BankException {
    if (!bank.metadata().takesProofs()) {
      Request.Builder request = making.get();
      return sending.send(
          accessToken == null ? request : request.header("Authorization", "Bearer " + accessToken));
    }
    Answer answer = sendProven(bank, accessToken, making, sending);
    return answer.wantsNonce() ? sendProven(bank, accessToken, making, sending) : answer;
  }

  private Answer sendProven(
      Bank bank, @Nullable String accessToken, Supplier<Request.Builder> making, Sending sending)
      throws BankException {
    Request.Builder request = making.get();
    Request made = request.build();
    String nonce = nonces.get(bank.bankId());
    request.header(PROOF_HEADER, key.proof(made.method(), made.url(), accessToken, nonce));
    if (accessToken != null) {
      request.header("Authorization", "DPoP " + accessToken);
    }
    Answer answer = sending.send(request);
    if (answer.nonce() != null) {
      nonces.put(bank.bankId(), answer.nonce());
    }
    return answer;
  }
}
