package dev.tidings.bank;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.bank.Malformed.Draft;
import dev.tidings.bank.Malformed.Form;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** What can be wrong with what clients, customers and the sandbox's users send. */
final class MalformedForms {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final List<String> VALUES =
      List.of(
          "null", "0", "-1", "true", "[]", "{}", "\"\"", "[null]", "[1]", "[{}]", "\"\\u0000\"");

  private MalformedForms() {}

  static Stream<Malformed> oauth(String registration) {
    Stream<Malformed> bodies =
        MalformedJson.of(() -> Draft.of("POST", "/register"), registration)
            .map(bad -> bad.in(Form.OAUTH).expecting(400, 413, 415));
    Stream<Malformed> fields =
        Stream.of("redirect_uris", "jwks", "token_endpoint_auth_method", "scope", "client_name")
            .flatMap(field ->
                VALUES.stream()
                    .filter(value -> !optional(field, value))
                    .map(value ->
                        registration(with(registration, field, value), field + " " + value)));
    Stream<Malformed> addresses =
        Stream.of(
                "http://tpp.example/cb",
                "javascript:alert(1)",
                "https://tpp.example/cb#x",
                "/cb",
                "https://user:pw@tpp.example/",
                "data:text/html,x",
                "https://",
                "\\u0000",
                "https://tpp.example/\\u0000",
                "x".repeat(5_000),
                "https://tpp.example/a b")
            .map(uri -> "[\"" + uri + "\"]")
            .map(
                value -> registration(with(registration, "redirect_uris", value), "redirect_uris"));
    Stream<Malformed> forms =
        Stream.of(
                "",
                "&&&",
                "=",
                "grant_type",
                "grant_type=",
                "grant_type=password",
                "grant_type=client_credentials",
                "grant_type=client_credentials&grant_type=x",
                "grant_type=authorization_code",
                "grant_type=%zz",
                "grant_type=%C3%28",
                "grant_type=%00",
                "client_assertion=x&client_assertion_type=y",
                "grant_type=refresh_token&refresh_token=x",
                "grant_type=client_credentials&client_assertion_type=urn:ietf:params:oauth:client-"
                    + "assertion-type:jwt-bearer&client_assertion=a.b.c",
                "grant_type=client_credentials&client_assertion_type=urn:ietf:params:oauth:client-"
                    + "assertion-type:jwt-bearer&client_assertion=eyJhbGciOiJub25lIn0.e30.",
                "a=1&".repeat(20_000),
                "%".repeat(100),
                "\u0000")
            .map(form -> form("/token", FORM, form, form));
    Stream<Malformed> types =
        Stream.of(
                "application/json", "text/plain", "multipart/form-data", FORM + "; charset=x", "x")
            .map(type -> form("/token", type, "grant_type=client_credentials", "of type " + type));
    Stream<Malformed> huge =
        Stream.of(form("/token", FORM, "a=" + "x".repeat(400_000), "huge").expecting(400, 413));
    Stream<Malformed> authorizations =
        Stream.of(
                "",
                "client_id",
                "client_id=&redirect_uri=",
                "client_id=x",
                "client_id=x&client_id=y",
                "client_id=%00&redirect_uri=x",
                "client_id=%zz",
                "client_id=%C3%28&redirect_uri=x",
                "client_id=x&redirect_uri=javascript:alert(1)&response_type=code",
                "a=1&a=2",
                "request=x&client_id=x&redirect_uri=x",
                "&".repeat(1_000),
                "client_id=" + "x".repeat(4_000) + "&redirect_uri=x")
            .map(query ->
                Draft.of("GET", "/authorize?" + query).malformed("authorization").in(Form.ANY));
    return Stream.of(bodies, fields, addresses, forms, types, huge, authorizations)
        .flatMap(all -> all);
  }

  static Stream<Malformed> console() {
    return Stream.of("sign-in", "sign-out", "decision", "consents/x/revoke", "consents/%00/revoke")
        .flatMap(page ->
            Stream.of(
                    "",
                    "csrf=x",
                    "csrf=x&csrf=y",
                    "csrf=%zz",
                    "csrf=%C3%28",
                    "csrf=%00&customer=%00",
                    "decision=approve&account=x",
                    "=&=&",
                    "csrf=" + "x".repeat(10_000))
                .map(text ->
                    form("/console/" + page, FORM, text, text).in(Form.ANY).expecting(400, 403)));
  }

  static Stream<Malformed> sandbox(String accountId) {
    String transactions = "/sandbox/accounts/" + accountId + "/transactions";
    String transaction =
        "{\"amount\":\"12.40\",\"currency\":\"GBP\",\"creditDebitIndicator\":\"Debit\","
            + "\"description\":\"Coffee\"}";
    String token = "{\"customer\":\"amelia\",\"permissions\":[\"ReadAccountsBasic\"]}";
    String authorization = "{\"url\":\"http://localhost/authorize?x\",\"customer\":\"amelia\"}";
    Stream<Malformed> amounts =
        Stream.of(
                "",
                "-1",
                "+1",
                "0",
                "0.00",
                "1e3",
                "1,00",
                "1.",
                ".5",
                "12.405",
                "0x10",
                "NaN",
                "Infinity",
                "12345678901234.00",
                "\u0661\u0662.\u0664\u0660",
                "\uff11\uff12.\uff14\uff10",
                "1 2",
                " 1",
                "1 ",
                "1\\u0000",
                "\u0967",
                "1\\n",
                "12.40 GBP",
                "\u00bd",
                "99999999999999999999")
            .map(amount -> field(transactions, transaction, "amount", "\"" + amount + "\""));
    Stream<Malformed> fields =
        Stream.of("amount", "currency", "creditDebitIndicator", "description")
            .flatMap(name ->
                VALUES.stream().map(value -> field(transactions, transaction, name, value)));
    Stream<Malformed> others =
        Stream.of(
            field(transactions, transaction, "description", "\"" + "x".repeat(501) + "\""),
            field(transactions, transaction, "description", "\"a\\nb\""),
            field(transactions, transaction, "description", "\"\\ud800\""),
            field(transactions, transaction, "merchantName", "\"" + "x".repeat(351) + "\""),
            field(transactions, transaction, "status", "\"BOOKED\""),
            field(transactions, transaction, "currency", "\"XXX\""),
            field(transactions, transaction, "currency", "\"gbp\""),
            field(transactions, transaction, "unknown", "1"),
            field(transactions, transaction, "bookedAt", "\"soon\""));
    Stream<Malformed> unknown =
        Stream.of("unknown", "%00", "%20", "x".repeat(3_000), "%C3%28")
            .map(id ->
                Draft.of("POST", "/sandbox/accounts/" + id + "/transactions")
                    .json(transaction)
                    .malformed("unknown account"));
    Stream<Malformed> tokens =
        Stream.of("customer", "permissions", "accountIds")
            .flatMap(name ->
                VALUES.stream()
                    .filter(value -> !name.equals("accountIds") || !value.equals("null"))
                    .map(value -> field("/sandbox/tokens", token, name, value)));
    Stream<Malformed> authorize =
        Stream.of("url", "customer")
            .flatMap(name ->
                VALUES.stream()
                    .map(value -> field("/sandbox/authorize", authorization, name, value)));
    Stream<Malformed> bodies =
        Stream.of(
                MalformedJson.of(() -> Draft.of("POST", transactions), transaction),
                MalformedJson.of(() -> Draft.of("POST", "/sandbox/tokens"), token),
                MalformedJson.of(() -> Draft.of("POST", "/sandbox/authorize"), authorization))
            .flatMap(all -> all);
    Stream<Malformed> revocations =
        Stream.of("unknown", "%00", "x".repeat(3_000))
            .map(id ->
                Draft.of("POST", "/sandbox/consents/" + id + "/revoke")
                    .json("{}")
                    .malformed("unknown consent"));
    Stream<Malformed> strangers =
        Stream.of(
            Draft.of("GET", "/sandbox/accounts")
                .header("Origin", "https://evil.example")
                .malformed("foreign origin")
                .expecting(403),
            Draft.line("GET /sandbox/accounts HTTP/1.1")
                .header("Host", "evil.example")
                .malformed("foreign host")
                .expecting(403));
    return Stream.of(
            amounts, fields, others, unknown, tokens, authorize, bodies, revocations, strangers)
        .flatMap(all -> all);
  }

  /** What registration lets be left out, or said otherwise. */
  private static boolean optional(String field, String value) {
    return switch (field) {
      case "redirect_uris" -> false;
      case "jwks" -> false;
      default -> value.equals("null") || value.equals("\"\"");
    };
  }

  private static Malformed registration(String body, String what) {
    return Draft.of("POST", "/register").json(body).malformed(what).in(Form.OAUTH);
  }

  private static Malformed field(String target, String good, String name, String value) {
    return Draft.of("POST", target).json(with(good, name, value)).malformed(name + " is " + value);
  }

  private static Malformed form(String target, String type, String text, String what) {
    return Draft.of("POST", target)
        .body(type, text.getBytes(text.contains("\u0000") ? ISO_8859_1 : UTF_8))
        .malformed(what.substring(0, Math.min(60, what.length())))
        .in(Form.OAUTH)
        .expecting(400, 401);
  }

  private static String with(String good, String name, String value) {
    try {
      ObjectNode object = (ObjectNode) OpenBankingJson.readTree(good);
      String marker = "\"the value comes here\"";
      object.put(name, "the value comes here");
      return object.toString().replace(marker, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
