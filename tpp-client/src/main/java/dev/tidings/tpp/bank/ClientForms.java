package dev.tidings.tpp.bank;

import dev.tidings.tpp.bank.BankHttp.Answer;
import java.net.URI;
import java.util.Map;
import okhttp3.FormBody;
import okhttp3.Request;

/**
 * Forms that we post as ourselves: {@code private_key_jwt}, with an assertion of its own each time.
 * Thread-safe. Source: RFC 7523 §2.2.
 */
public final class ClientForms {

  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final BoundHttp http;
  private final OurKey key;

  public ClientForms(BoundHttp http, OurKey key) {
    this.http = http;
    this.key = key;
  }

  Answer post(Bank bank, URI endpoint, Map<String, String> fields) throws BankException {
    return http.send(
        bank,
        null,
        () -> {
          FormBody.Builder form = new FormBody.Builder();
          fields.forEach(form::add);
          return new Request.Builder()
              .url(endpoint.toString())
              .post(
                  form.add("client_id", bank.clientId())
                      .add("client_assertion_type", ASSERTION_TYPE)
                      .add("client_assertion", key.assertion(bank))
                      .build());
        });
  }
}
