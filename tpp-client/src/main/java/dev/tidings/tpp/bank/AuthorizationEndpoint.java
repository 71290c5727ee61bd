package dev.tidings.tpp.bank;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.tpp.bank.BankHttp.Answer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Where the customer's browser is sent to. What we ask for is pushed to the bank where it takes
 * that, so that the browser carries nothing that could be altered. Thread-safe. Source: RFC 9126.
 */
public final class AuthorizationEndpoint {

  private final ClientForms forms;

  public AuthorizationEndpoint(ClientForms forms) {
    this.forms = forms;
  }

  /**
   * The address to send the browser to.
   *
   * @param parameters of the authorization request, but for {@code response_type} and {@code
   *     client_id}
   */
  public String address(Bank bank, Map<String, String> parameters) throws BankException {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.putAll(parameters);
    Optional<URI> pushed = bank.metadata().pushedRequestEndpoint();
    if (pushed.isPresent()) {
      request = Map.of("request_uri", push(bank, pushed.get(), request));
    }
    HttpUrl.Builder address =
        HttpUrl.get(bank.metadata().authorizationEndpoint().toString())
            .newBuilder()
            .addQueryParameter("client_id", bank.clientId());
    request.forEach(address::addQueryParameter);
    return address.build().toString();
  }

  private String push(Bank bank, URI endpoint, Map<String, String> request) throws BankException {
    Answer answer = forms.post(bank, endpoint, request);
    if (answer.status() != 201) {
      throw answer.refused();
    }
    JsonNode requestUri = ClientCalls.json(answer).path("request_uri");
    if (!requestUri.isTextual()) {
      throw new BankException(answer.path() + " answered without a request_uri");
    }
    return requestUri.asText();
  }
}
