package dev.tidings.tpp.bank;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.openbanking.OBEventSubscription;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.tpp.bank.BankHttp.Answer;
import dev.tidings.tpp.view.BankStatuses;
import dev.tidings.tpp.view.EventChannel.Way;
import dev.tidings.tpp.view.EventChannels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Makes us known to a bank: discovery, dynamic registration (RFC 7591), event subscription. Each
 * part is done once and kept. Thread-safe.
 */
public final class Registration {

  /** What we want to be told. */
  public static final List<String> EVENT_TYPES =
      List.of(
          "UK.OBIE.Resource-Update",
          "UK.OBIE.Consent-Authorization-Revoked",
          "UK.OBIE.Account-Access-Consent-Linked-Account-Update",
          "Tidings.Balance-Change");

  static final String VERSION = "4.0";

  private final String name;
  private final OurAddresses addresses;
  private final OurKey key;
  private final BankHttp http;
  private final ClientCalls calls;
  private final Banks banks;
  private final BankStatuses statuses;
  private final EventChannels channels;
  private final boolean subscribes;

  /**
   * @param name shown to customers by the bank
   * @param subscribes whether we want to be told of changes
   */
  public Registration(
      String name,
      OurAddresses addresses,
      OurKey key,
      BankHttp http,
      ClientCalls calls,
      Banks banks,
      BankStatuses statuses,
      EventChannels channels,
      boolean subscribes) {
    this.name = name;
    this.addresses = addresses;
    this.key = key;
    this.http = http;
    this.calls = calls;
    this.banks = banks;
    this.statuses = statuses;
    this.channels = channels;
    this.subscribes = subscribes;
  }

  /** Does what is still to be done with this bank; calls nobody when all is. */
  void complete(String bankId, String issuer) throws BankException {
    Optional<Bank> known = banks.find(bankId);
    Bank bank = known.isPresent() ? known.get() : register(bankId, issuer);
    if (!subscribes || !banks.isSubscribed(bankId)) {
      if (subscribes) {
        beTold(bankId, bank);
      }
      statuses.named(bankId, bank.metadata().organizationName().orElse(bankId.replace('-', ':')));
    }
  }

  private void beTold(String bankId, Bank bank) throws BankException {
    try {
      banks.subscribed(bankId, subscribe(bank));
      channels.switched(bankId, Way.PUSH);
    } catch (BankException.UnknownClient e) {
      banks.forget(bank);
      throw e;
    }
  }

  private Bank register(String bankId, String issuer) throws BankException {
    Answer discovery =
        http.send(new Request.Builder().url(issuer + "/.well-known/openid-configuration"));
    if (discovery.status() != 200) {
      throw discovery.refused();
    }
    BankMetadata metadata = BankMetadata.parse(discovery.body(), issuer);
    Answer answer =
        http.send(
            new Request.Builder()
                .url(metadata.registrationEndpoint().toString())
                .post(
                    RequestBody.create(
                        OpenBankingJson.write(us(metadata)), MediaType.get("application/json"))));
    JsonNode clientId = ClientCalls.json(answer).path("client_id");
    if (answer.status() != 201 || !clientId.isTextual()) {
      throw answer.refused();
    }
    Bank bank = new Bank(bankId, issuer, metadata, clientId.asText());
    banks.registered(bank, discovery.body());
    return bank;
  }

  /** As strict as the bank can be: all of FAPI 2.0, or what it has of that. */
  private Map<String, Object> us(BankMetadata metadata) {
    Map<String, Object> us = new LinkedHashMap<>();
    us.put("client_name", name);
    us.put("redirect_uris", List.of(addresses.callback()));
    us.put("grant_types", List.of("authorization_code", "refresh_token", "client_credentials"));
    us.put("response_types", List.of("code"));
    us.put("token_endpoint_auth_method", "private_key_jwt");
    us.put("token_endpoint_auth_signing_alg", "PS256");
    us.put("scope", TokenEndpoint.SCOPE);
    us.put("jwks", key.publicKeys());
    if (metadata.offersFapi2()) {
      us.put("security_profile", BankMetadata.FAPI2);
    }
    if (metadata.pushedRequestEndpoint().isPresent()) {
      us.put("require_pushed_authorization_requests", true);
    }
    if (metadata.takesProofs()) {
      us.put("dpop_bound_access_tokens", true);
    }
    return us;
  }

  private String subscribe(Bank bank) throws BankException {
    OBEventSubscription.Request request =
        new OBEventSubscription.Request(
            new OBEventSubscription.RequestData(addresses.events(), VERSION, EVENT_TYPES));
    Answer answer = calls.postSigned(bank, bank.eventSubscriptions(), request);
    return switch (answer.status()) {
      case 201 -> ClientCalls.json(answer).at("/Data/EventSubscriptionId").asText();
      case 409 -> existing(bank);
      default -> throw answer.refused();
    };
  }

  private String existing(Bank bank) throws BankException {
    Answer answer = calls.get(bank, bank.eventSubscriptions());
    for (JsonNode one : ClientCalls.json(answer).at("/Data/EventSubscription")) {
      if (addresses.events().equals(one.path("CallbackUrl").asText())) {
        return one.path("EventSubscriptionId").asText();
      }
    }
    throw new BankException("the bank keeps a subscription of ours to another address");
  }
}
