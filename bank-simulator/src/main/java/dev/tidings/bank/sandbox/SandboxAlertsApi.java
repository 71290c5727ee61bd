package dev.tidings.bank.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.bank.alerts.AlertLimits;
import dev.tidings.bank.alerts.CustomerLimits;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.StrictJson;
import dev.tidings.bank.ledger.Customers;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.persistence.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** The control API's part about alerts: what a customer wants to be told of. Thread-safe. */
public final class SandboxAlertsApi {

  private static final String PATH = "/sandbox/customers/{customerId}/alerts";

  /** Limits as signed decimals; null for never. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record LimitsView(
      String customerId,
      @Nullable String lowBalance,
      @Nullable String largeTransaction,
      boolean salaryArrived) {}

  private final Database database;
  private final SandboxCustomers customers;
  private final CustomerLimits limits = new CustomerLimits();

  public SandboxAlertsApi(Database database) {
    this.database = database;
    this.customers = new SandboxCustomers(database, new Customers());
  }

  /** Adds the routes; {@link LoopbackOnly#register} is done once by the bank. */
  public void register(RoutesConfig routes) {
    routes.get(PATH, this::show);
    routes.put(PATH, this::set);
  }

  private void show(Context ctx) {
    String customerId = customerId(ctx);
    answer(ctx, customerId, database.read(handle -> limits.of(handle, customerId)));
  }

  private void set(Context ctx) {
    String customerId = customerId(ctx);
    ObjectNode body = StrictJson.of(ctx);
    JsonNode salary = body.path("salaryArrived");
    if (!salary.isBoolean()) {
      throw wrong("salaryArrived", "true or false");
    }
    AlertLimits wanted;
    try {
      wanted =
          new AlertLimits(
              minor(body, "lowBalance"), minor(body, "largeTransaction"), salary.booleanValue());
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(ErrorCode.FIELD_INVALID, String.valueOf(e.getMessage()));
    }
    database.useTransaction(unit -> limits.set(unit, customerId, wanted));
    answer(ctx, customerId, wanted);
  }

  private static void answer(Context ctx, String customerId, AlertLimits limits) {
    SandboxJson.answer(
        ctx,
        200,
        new LimitsView(
            customerId,
            decimal(limits.lowBalanceMinor()),
            decimal(limits.largeTransactionMinor()),
            limits.salaryArrived()));
  }

  private String customerId(Context ctx) {
    return customers.require("customerId", ctx.pathParam("customerId")).customerId();
  }

  private static @Nullable Long minor(ObjectNode body, String field) {
    JsonNode value = body.path(field);
    if (value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(field, "a decimal string such as 100.00, or null for never");
    }
    return AlertLimits.minor(value.textValue());
  }

  private static @Nullable String decimal(@Nullable Long minor) {
    return minor == null ? null : AlertLimits.decimal(minor);
  }

  private static ApiException wrong(String field, String expected) {
    return ApiException.badRequest(field, ErrorCode.FIELD_INVALID, field + " must be " + expected);
  }
}
