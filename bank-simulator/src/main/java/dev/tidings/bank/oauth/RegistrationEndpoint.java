package dev.tidings.bank.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.client.RegistrationError;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformation;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformationResponse;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.StrictJson;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.persistence.Database;
import io.javalin.http.Context;
import java.util.Date;
import java.util.UUID;

/** {@code POST /register}. Source: RFC 7591 §3. */
final class RegistrationEndpoint {

  private final Database database;
  private final Clients clients;

  RegistrationEndpoint(Database database, Clients clients) {
    this.database = database;
    this.clients = clients;
  }

  void register(Context ctx) {
    OIDCClientMetadata metadata = RegistrationRules.check(parse(body(ctx)));
    if (metadata.toString().length() > Clients.METADATA_LENGTH_MAX) {
      throw new OAuthException(
          RegistrationError.INVALID_CLIENT_METADATA, "the metadata is too long");
    }
    String clientId = "tpp-" + UUID.randomUUID();
    Client client =
        database.inTransaction(unit -> {
          if (clients.count(unit.handle()) >= Clients.CLIENTS_MAX) {
            throw new OAuthException(
                new ErrorObject("temporarily_unavailable", null, 503),
                "the bank takes no more clients");
          }
          clients.insert(unit, clientId, metadata);
          return clients.find(unit.handle(), clientId).orElseThrow();
        });
    OAuthAnswers.send(
        ctx,
        new OIDCClientInformationResponse(
            new OIDCClientInformation(
                new ClientID(client.clientId()),
                Date.from(client.registeredAt()),
                client.metadata(),
                null),
            true));
  }

  private static String body(Context ctx) {
    try {
      ObjectNode metadata = StrictJson.of(ctx);
      for (JsonNode field : metadata) {
        for (JsonNode element : field) {
          if (element.isNull()) {
            throw ApiException.badRequest(ErrorCode.FIELD_INVALID, "null is no value in a list");
          }
        }
      }
      return metadata.toString();
    } catch (ApiException e) {
      throw new OAuthException(
          RegistrationError.INVALID_CLIENT_METADATA, e.errors().getFirst().message());
    }
  }

  private static OIDCClientMetadata parse(String body) {
    try {
      return OIDCClientMetadata.parse(JSONObjectUtils.parse(body));
    } catch (ParseException | IllegalArgumentException e) {
      ErrorObject error = e instanceof ParseException parse ? parse.getErrorObject() : null;
      boolean redirect =
          error != null && RegistrationError.INVALID_REDIRECT_URI.getCode().equals(error.getCode());
      throw new OAuthException(
          redirect
              ? RegistrationError.INVALID_REDIRECT_URI
              : RegistrationError.INVALID_CLIENT_METADATA,
          String.valueOf(e.getMessage()));
    }
  }
}
