package dev.tidings.bank.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.client.RegistrationError;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformation;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformationResponse;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.StrictJson;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.persistence.Database;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** {@code POST /register}. Source: RFC 7591 §3, RFC 7592 §3. */
final class RegistrationEndpoint {

  /** What the bank says, and a client cannot change. Source: RFC 7592 §2.2. */
  private static final List<String> NOT_THE_CLIENTS =
      List.of("registration_access_token", "registration_client_uri", "client_id_issued_at");

  private final String issuer;
  private final Database database;
  private final Clients clients;
  private final SoftwareStatements statements;

  /**
   * @param issuer the bank's base address
   */
  RegistrationEndpoint(
      String issuer, Database database, Clients clients, SoftwareStatements statements) {
    this.issuer = issuer;
    this.database = database;
    this.clients = clients;
    this.statements = statements;
  }

  void register(Context ctx) {
    OIDCClientMetadata metadata = metadata(body(ctx));
    String clientId = "tpp-" + UUID.randomUUID();
    String management = Secrets.next();
    Client client =
        database.inTransaction(unit -> {
          if (clients.count(unit.handle()) >= Clients.CLIENTS_MAX) {
            throw new OAuthException(
                new ErrorObject("temporarily_unavailable", null, 503),
                "the bank takes no more clients");
          }
          clients.insert(unit, clientId, metadata, Secrets.hash(management));
          return clients.find(unit.handle(), clientId).orElseThrow();
        });
    answer(ctx, 201, client, management);
  }

  /** New metadata in place of the old. Source: RFC 7592 §2.2. */
  Client replace(Context ctx, String clientId) {
    ObjectNode body = body(ctx);
    if (!clientId.equals(body.path("client_id").textValue())) {
      throw new OAuthException(
          OAuth2Error.INVALID_REQUEST, "client_id must be there, and the one of the address");
    }
    for (String name : NOT_THE_CLIENTS) {
      if (body.has(name)) {
        throw new OAuthException(OAuth2Error.INVALID_REQUEST, name + " is the bank's to say");
      }
    }
    OIDCClientMetadata metadata = metadata(body);
    return database.inTransaction(unit -> {
      clients.replace(unit, clientId, metadata);
      return clients.find(unit.handle(), clientId).orElseThrow();
    });
  }

  /**
   * @param management the client's registration access token
   */
  void answer(Context ctx, int status, Client client, String management) {
    OIDCClientInformation information =
        new OIDCClientInformation(
            new ClientID(client.clientId()),
            Date.from(client.registeredAt()),
            client.metadata(),
            null,
            URI.create(issuer + "/register/" + client.clientId()),
            new BearerAccessToken(management));
    OAuthAnswers.send(ctx, new OIDCClientInformationResponse(information, status == 201));
  }

  private OIDCClientMetadata metadata(ObjectNode body) {
    OIDCClientMetadata metadata = RegistrationRules.check(statements.apply(parse(body)));
    if (metadata.toString().length() > Clients.METADATA_LENGTH_MAX) {
      throw new OAuthException(
          RegistrationError.INVALID_CLIENT_METADATA, "the metadata is too long");
    }
    return metadata;
  }

  private static ObjectNode body(Context ctx) {
    try {
      ObjectNode metadata = StrictJson.of(ctx);
      for (JsonNode field : metadata) {
        for (JsonNode element : field) {
          if (element.isNull()) {
            throw ApiException.badRequest(ErrorCode.FIELD_INVALID, "null is no value in a list");
          }
        }
      }
      return metadata;
    } catch (ApiException e) {
      throw new OAuthException(
          RegistrationError.INVALID_CLIENT_METADATA, e.errors().getFirst().message());
    }
  }

  private static OIDCClientMetadata parse(ObjectNode body) {
    checkStatement(body.path("software_statement"));
    try {
      return OIDCClientMetadata.parse(JSONObjectUtils.parse(body.toString()));
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

  /** The library has the wrong code for one that is no JWT. */
  private static void checkStatement(JsonNode statement) {
    if (statement.isMissingNode() || statement.isNull()) {
      return;
    }
    try {
      SignedJWT.parse(statement.asText());
    } catch (java.text.ParseException e) {
      throw new OAuthException(
          RegistrationError.INVALID_SOFTWARE_STATEMENT, "the statement is no signed JWT");
    }
  }
}
