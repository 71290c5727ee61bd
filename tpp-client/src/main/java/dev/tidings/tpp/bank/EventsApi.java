package dev.tidings.tpp.bank;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.tpp.bank.BankHttp.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches events, and chooses whether they are pushed. Source: OBIE R/W v4.0, Aggregated Polling
 * and Event Subscription; RFC 8936. Thread-safe.
 */
public final class EventsApi {

  /** Events asked for at one time. */
  public static final int SETS_MAX = 50;

  private final ClientCalls calls;
  private final Banks banks;
  private final OurAddresses addresses;

  public EventsApi(ClientCalls calls, Banks banks, OurAddresses addresses) {
    this.calls = calls;
    this.banks = banks;
    this.addresses = addresses;
  }

  /**
   * What we say at a poll.
   *
   * @param ack {@code jti} of what is stored here for good
   * @param setErrs {@code jti} of what is not believed, and why
   */
  public record Acknowledged(List<String> ack, Map<String, Refusal> setErrs) {

    public static final Acknowledged NOTHING = new Acknowledged(List.of(), Map.of());

    public boolean isNothing() {
      return ack.isEmpty() && setErrs.isEmpty();
    }
  }

  /** Why one is not believed: a code of RFC 8935 §2.4, and words. */
  public record Refusal(String err, String description) {}

  /**
   * What the bank gave.
   *
   * @param sets compact JWS by {@code jti}, in the order given
   */
  public record Polled(boolean moreAvailable, Map<String, String> sets) {}

  /**
   * One poll.
   *
   * @param mayWait whether the bank may keep us waiting until there is something
   */
  public Polled poll(Bank bank, Acknowledged acknowledged, boolean mayWait) throws BankException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("maxEvents", SETS_MAX);
    request.put("returnImmediately", !mayWait);
    request.put("ack", acknowledged.ack());
    Map<String, Object> errors = new LinkedHashMap<>();
    acknowledged
        .setErrs()
        .forEach((jti, refusal) ->
            errors.put(jti, Map.of("err", refusal.err(), "description", refusal.description())));
    request.put("setErrs", errors);
    Answer answer = calls.postPatiently(bank, bank.eventPolling(), request);
    if (answer.status() != 200) {
      throw answer.refused();
    }
    JsonNode body = ClientCalls.json(answer);
    Map<String, String> sets = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> set : body.path("sets").properties()) {
      sets.put(set.getKey(), set.getValue().asText());
    }
    return new Polled(body.path("moreAvailable").asBoolean(false), sets);
  }

  /** From now on the bank calls our event endpoint, or keeps its events until we fetch them. */
  public void push(Bank bank, boolean push) throws BankException {
    String subscriptionId =
        banks
            .subscriptionId(bank.bankId())
            .orElseThrow(() -> new BankException("we have no subscription at the bank yet"));
    @Nullable String callback = push ? addresses.events() : null;
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("EventSubscriptionId", subscriptionId);
    if (callback != null) {
      data.put("CallbackUrl", callback);
    }
    data.put("Version", Registration.VERSION);
    data.put("EventTypes", Registration.EVENT_TYPES);
    Answer answer =
        calls.putSigned(
            bank, bank.eventSubscriptions() + "/" + subscriptionId, Map.of("Data", data));
    if (answer.status() != 200) {
      throw answer.refused();
    }
  }
}
