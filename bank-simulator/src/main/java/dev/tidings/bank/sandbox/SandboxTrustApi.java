package dev.tidings.bank.sandbox;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.oauth.SoftwareStatements;
import dev.tidings.bank.oauth.SoftwareStatements.Software;
import dev.tidings.jose.SigningKeys;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OpenBankingJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For whoever runs the bank: new signing keys before their time, and the directory's statements
 * about software. Who may call it is decided before.
 */
public final class SandboxTrustApi {

  private final SigningKeys keys;
  private final SoftwareStatements statements;

  public SandboxTrustApi(SigningKeys keys, SoftwareStatements statements) {
    this.keys = keys;
    this.statements = statements;
  }

  public void register(RoutesConfig routes) {
    routes.post("/sandbox/keys/rotate", this::rotate);
    routes.post("/sandbox/directory/software-statements", this::issue);
    routes.get("/sandbox/directory/jwks", this::directoryKeys);
  }

  private void rotate(Context ctx) {
    try {
      keys.rotate();
    } catch (IllegalStateException e) {
      throw ApiException.badRequest(ErrorCode.FIELD_INVALID, String.valueOf(e.getMessage()));
    }
    List<String> published = keys.publicKeys().getKeys().stream().map(JWK::getKeyID).toList();
    json(ctx, 200, Map.of("kid", keys.current().kid(), "published", published));
  }

  private void issue(Context ctx) {
    SandboxRequest body = SandboxRequest.of(ctx);
    List<String> roles = body.optionalTexts("roles");
    Software software =
        new Software(
            body.text("name"),
            body.texts("redirectUris"),
            roles == null ? List.of(SoftwareStatements.ROLE) : roles,
            jwks(body.json().path("jwks")),
            body.json().hasNonNull("jwksUri") ? body.text("jwksUri") : null);
    if ((software.jwks() == null) == (software.jwksUri() == null)) {
      throw ApiException.badRequest(
          "jwks", ErrorCode.FIELD_INVALID, "either jwks or jwksUri is needed");
    }
    json(ctx, 201, Map.of("software_statement", statements.issue(software)));
  }

  private void directoryKeys(Context ctx) {
    ctx.contentType("application/json; charset=utf-8")
        .result(statements.publicKeys().toString(true));
  }

  private static @Nullable Map<String, Object> jwks(JsonNode jwks) {
    if (jwks.isMissingNode() || jwks.isNull()) {
      return null;
    }
    if (!jwks.isObject()) {
      throw ApiException.badRequest("jwks", ErrorCode.FIELD_INVALID, "jwks must be an object");
    }
    return OpenBankingJson.mapper().convertValue(jwks, new TypeReference<Map<String, Object>>() {});
  }

  private static void json(Context ctx, int status, Map<String, ?> answer) {
    ctx.status(status)
        .contentType("application/json; charset=utf-8")
        .result(OpenBankingJson.write(answer));
  }
}
