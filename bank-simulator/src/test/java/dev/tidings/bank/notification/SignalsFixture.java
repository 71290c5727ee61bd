package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.openbanking.Permission;
import dev.tidings.persistence.Database;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A bank, a receiver of Shared Signals, and what it asks the bank. */
abstract class SignalsFixture {

  static final Set<Permission> BALANCES =
      Set.of(Permission.ReadAccountsBasic, Permission.ReadBalances);
  static final DeliveryPolicy POLICY = DeliveryPolicy.standard();

  Database database;
  TestBank bank;
  TestHttp http;
  Receiver receiver;
  String token;

  abstract Database open();

  @BeforeEach
  void start() throws IOException {
    database = open();
    bank = new TestBank(database, POLICY);
    http = new TestHttp(bank);
    receiver = new Receiver();
    token = bank.token("tpp", "accounts", null);
  }

  @AfterEach
  void stop() {
    receiver.close();
    http.close();
    bank.close();
    database.close();
  }

  String push(String more) {
    return "{" + endpoint(receiver.url()).replaceAll("}$", "") + more + "}}";
  }

  static String endpoint(String url) {
    return "\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"" + url + "\"}";
  }

  static String of(String id, @Nullable String more) {
    return "{\"stream_id\":\"" + id + "\"" + (more == null ? "" : "," + more) + "}";
  }

  String create(String body) throws IOException {
    return created(body).path("stream_id").asText();
  }

  JsonNode created(String body) throws IOException {
    return call("POST", SignalsMetadata.STREAM, body, 201);
  }

  JsonNode call(String method, String path, @Nullable String body, int status) throws IOException {
    TestHttp.Answer answer = http.send(method, path, token, body);
    assertThat(answer.status())
        .as(method + " " + path + " " + body + answer.body())
        .isEqualTo(status);
    return answer.body().isEmpty() ? OpenBankingJson.mapper().missingNode() : answer.json();
  }
}
