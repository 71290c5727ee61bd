package dev.tidings.bank.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bank.broker.BusinessEvent.LinkedAccountClosed;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which accounts a stream is about: OpenID SSF 1.0 §8.1.3. */
abstract class StreamSubjectsContract extends SignalsFixture {

  @Test
  void aRemovedSubjectIsToldOfNoMoreUntilItIsAdded() throws IOException {
    bank.give("tpp", BALANCES, "a", "b");
    String id = create(push(""));
    String a =
        of(
            id,
            "\"subject\":{\"format\":\"uri\",\"uri\":\""
                + TestBank.ISSUER
                + "/open-banking/v4.0/aisp/accounts/a\"}");
    receiver.answers(500);
    bank.balanceChanged("a", 1);
    bank.step();
    bank.nextAttempt();
    receiver.next();
    receiver.answers(202);
    call("POST", SignalsMetadata.REMOVE_SUBJECT, a, 204);
    bank.balanceChanged("a", 2);
    bank.balanceChanged("b", 1);
    bank.clock.advance(POLICY.backoff().longest());
    bank.step();
    bank.nextAttempt();
    bank.nextAttempt();
    assertThat(bank.statuses())
        .as("also what was queued before")
        .containsExactlyInAnyOrder("a 1 WITHHELD", "b 1 DELIVERED");

    token = bank.token("tpp", "accounts", null);
    call("POST", SignalsMetadata.ADD_SUBJECT, a, 200);
    bank.balanceChanged("a", 3);
    bank.step();
    receiver.next();
    assertThat(Receiver.version(receiver.next())).isEqualTo(3);
  }

  @Test
  void aSubjectIsAnAccountByItsAddressOrItsIdAndNothingElse() throws IOException {
    String id = create("{}");
    String accounts = TestBank.ISSUER + "/open-banking/v4.0/aisp/accounts/";
    List<String> wrong =
        List.of(
            "{}",
            "\"a\"",
            "{\"format\":\"email\",\"email\":\"a@b.example\"}",
            "{\"format\":\"uri\",\"id\":\"a\"}",
            uri(accounts),
            uri(accounts + "a/balances"),
            uri(accounts + "a/"),
            uri(accounts + "a?x=y"),
            uri(accounts + "a#x"),
            uri(accounts + "%61"),
            uri("a"),
            uri("http://another.example/open-banking/v4.0/aisp/accounts/a"),
            opaque(""),
            opaque("a b"),
            opaque("a\\n"),
            opaque("\\u0001".repeat(StreamSubjectsApi.ACCOUNT_ID_LENGTH_MAX)),
            opaque("a".repeat(StreamSubjectsApi.ACCOUNT_ID_LENGTH_MAX + 1)),
            "{\"format\":\"opaque\",\"id\":7}");
    for (String path : List.of(SignalsMetadata.REMOVE_SUBJECT, SignalsMetadata.ADD_SUBJECT)) {
      for (String subject : wrong) {
        JsonNode error = call("POST", path, of(id, "\"subject\":" + subject), 400);
        assertThat(error.path("err").asText()).as(subject).isEqualTo("invalid_request");
        assertThat(error.path("description").asText()).as(subject).startsWith("subject");
      }
    }
    String longest = "A-z9".repeat(StreamSubjectsApi.ACCOUNT_ID_LENGTH_MAX / 4);
    remove(id, uri(accounts + longest), 204);
    remove(id, opaque(longest), 204);
    assertThat(removed(id)).containsExactly(longest);
  }

  @Test
  void onlySoManyAccountsCanBeRemoved() throws IOException {
    String id = create("{}");
    Set<String> most = new HashSet<>();
    for (int number = 1; number <= StreamSubjectsApi.REMOVED_MAX; number++) {
      most.add("a".repeat(StreamSubjectsApi.ACCOUNT_ID_LENGTH_MAX - 3) + (100 + number));
    }
    database.useTransaction(unit -> {
      Subscription stream = Subscriptions.find(unit.handle(), id).orElseThrow();
      Subscriptions.saveStream(
          unit.handle(), stream.with(Streams.streamOf(stream).withRemoved(most)));
    });
    String one = most.iterator().next();

    remove(id, opaque(one), 204);
    JsonNode error = remove(id, opaque("b"), 400);
    assertThat(error.path("description").asText())
        .contains("at most " + StreamSubjectsApi.REMOVED_MAX);
    call("POST", SignalsMetadata.ADD_SUBJECT, of(id, "\"subject\":" + opaque(one)), 200);
    remove(id, opaque("b"), 204);
    assertThat(removed(id)).hasSize(StreamSubjectsApi.REMOVED_MAX).contains("b");
  }

  @Test
  void thatARemovedAccountWasClosedIsNotToldEither() throws IOException {
    String id = create(push(""));
    remove(id, opaque("a"), 204);
    bank.append(new LinkedAccountClosed("consent", "tpp", "a", 2));
    bank.append(new LinkedAccountClosed("consent", "tpp", "b", 2));
    bank.step();

    assertThat(Receiver.claims(receiver.next()).toString()).contains("account_id=b");
    bank.nextAttempt();
    assertThat(bank.statuses()).containsExactly("consent:b 2 DELIVERED");
  }

  private static String uri(String address) {
    return "{\"format\":\"uri\",\"uri\":\"" + address + "\"}";
  }

  private static String opaque(String accountId) {
    return "{\"format\":\"opaque\",\"id\":\"" + accountId + "\"}";
  }

  private JsonNode remove(String id, String subject, int status) throws IOException {
    return call("POST", SignalsMetadata.REMOVE_SUBJECT, of(id, "\"subject\":" + subject), status);
  }

  private Set<String> removed(String id) {
    return database
        .read(handle -> Subscriptions.find(handle, id))
        .map(stream -> Streams.streamOf(stream).removedAccountIds())
        .orElseThrow();
  }
}
