package dev.tidings.tpp.bank;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.tpp.bank.BankHttp.Answer;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a bank for tokens. Source: RFC 6749 §4.1.3, §4.4.2, §6. Thread-safe. */
public final class TokenEndpoint {

  /** What we may ask for. */
  public static final String SCOPE = "accounts";

  private final ClientForms forms;
  private final InstantSource clock;

  public TokenEndpoint(ClientForms forms, InstantSource clock) {
    this.forms = forms;
    this.clock = clock;
  }

  /** Redeems the code that the customer brought back. */
  public Tokens redeem(Bank bank, String code, String codeVerifier, String redirectUri)
      throws BankException {
    return ask(
        bank,
        Map.of(
            "grant_type", "authorization_code",
            "code", code,
            "code_verifier", codeVerifier,
            "redirect_uri", redirectUri));
  }

  Tokens refresh(Bank bank, String refreshToken) throws BankException {
    return ask(bank, Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  Tokens clientCredentials(Bank bank) throws BankException {
    return ask(bank, Map.of("grant_type", "client_credentials", "scope", SCOPE));
  }

  private Tokens ask(Bank bank, Map<String, String> grant) throws BankException {
    Answer answer = forms.post(bank, bank.metadata().tokenEndpoint(), grant);
    JsonNode json = json(answer);
    if (answer.status() == 200 && json.path("access_token").isTextual()) {
      checkBound(bank, json.path("token_type").asText());
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

  /** A bank that binds tokens to keys must have bound ours. Source: RFC 9449 §5. */
  private static void checkBound(Bank bank, String type) throws BankException {
    if (bank.metadata().takesProofs() && !type.equalsIgnoreCase("DPoP")) {
      throw new BankException("the bank gave a token that is not bound to our key");
    }
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
