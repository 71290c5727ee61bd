package dev.tidings.tpp.bank;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.tpp.bank.BankHttp.Answer;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import okhttp3.FormBody;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Asks a bank for tokens. Source: RFC 6749 §4.1.3, §4.4.2, §6. Thread-safe. */
public final class TokenEndpoint {

  /** What we may ask for. */
  public static final String SCOPE = "accounts";

  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final BankHttp http;
  private final OurKey key;
  private final InstantSource clock;

  public TokenEndpoint(BankHttp http, OurKey key, InstantSource clock) {
    this.http = http;
    this.key = key;
    this.clock = clock;
  }

  /** Redeems the code that the customer brought back. */
  public Tokens redeem(Bank bank, String code, String codeVerifier, String redirectUri)
      throws BankException {
    return ask(
        bank,
        new FormBody.Builder()
            .add("grant_type", "authorization_code")
            .add("code", code)
            .add("code_verifier", codeVerifier)
            .add("redirect_uri", redirectUri));
  }

  Tokens refresh(Bank bank, String refreshToken) throws BankException {
    return ask(
        bank,
        new FormBody.Builder()
            .add("grant_type", "refresh_token")
            .add("refresh_token", refreshToken));
  }

  Tokens clientCredentials(Bank bank) throws BankException {
    return ask(
        bank, new FormBody.Builder().add("grant_type", "client_credentials").add("scope", SCOPE));
  }

  private Tokens ask(Bank bank, FormBody.Builder form) throws BankException {
    FormBody body =
        form.add("client_id", bank.clientId())
            .add("client_assertion_type", ASSERTION_TYPE)
            .add("client_assertion", key.assertion(bank))
            .build();
    Answer answer =
        http.send(new Request.Builder().url(bank.metadata().tokenEndpoint().toString()).post(body));
    JsonNode json = json(answer);
    if (answer.status() == 200 && json.path("access_token").isTextual()) {
      return new Tokens(
          json.path("access_token").asText(),
          clock.instant().plusSeconds(json.path("expires_in").asLong(0)),
          json.path("refresh_token").isTextual() ? json.path("refresh_token").asText() : null);
    }
    throw switch (json.path("error").asText()) {
      case "invalid_grant" ->
          new BankException.ConsentEnded(
              "the bank no longer accepts what the customer allowed: "
                  + json.path("error_description").asText("invalid_grant"));
      case "invalid_client" -> new BankException.UnknownClient(answer.unexpected());
      default -> answer.refused();
    };
  }

  private static JsonNode json(Answer answer) throws BankException {
    try {
      return OpenBankingJson.readTree(answer.body());
    } catch (IOException e) {
      throw answer.refused();
    }
  }

  /** What a bank gave; the refresh token only when it gave a (new) one. */
  public record Tokens(String access, Instant expiresAt, @Nullable String refresh) {

    @Override
    public String toString() {
      return "Tokens[expiresAt=" + expiresAt + "]";
    }
  }
}
