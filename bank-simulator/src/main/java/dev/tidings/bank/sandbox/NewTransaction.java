package dev.tidings.bank.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.ledger.InternalAccount;
import dev.tidings.bank.ledger.Posting;
import dev.tidings.bank.ledger.Transaction;
import dev.tidings.openbanking.CreditDebitIndicator;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.Money;
import dev.tidings.openbanking.OBError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the body of a posting to the sandbox, and says everything that is wrong with it. */
final class NewTransaction {

  /** The longest description, in characters: the standard's TransactionInformation. */
  static final int DESCRIPTION_LENGTH_MAX = 500;

  /** The longest merchant name, in characters: the standard's. */
  static final int MERCHANT_LENGTH_MAX = 350;

  private static final Pattern AMOUNT = Pattern.compile("\\d{1,13}(\\.\\d{1,5})?");
  private static final Set<String> FIELDS =
      Set.of(
          "amount",
          "currency",
          "creditDebitIndicator",
          "description",
          "status",
          "merchantName",
          "kind");

  private final ObjectNode body;
  private final List<OBError> errors = new ArrayList<>();

  private NewTransaction(ObjectNode body) {
    this.body = body;
  }

  /**
   * The posting that the body asks for.
   *
   * @throws ApiException 400 with every fault
   */
  static Posting read(ObjectNode body, Account account) {
    return new NewTransaction(body).read(account);
  }

  private Posting read(Account account) {
    body.fieldNames()
        .forEachRemaining(name -> {
          if (!FIELDS.contains(name)) {
            fault(name, ErrorCode.FIELD_UNEXPECTED, "there is no field '" + name + "'");
          }
        });
    String currency = required("currency");
    if (currency != null && !currency.equals(account.currency())) {
      fault("currency", ErrorCode.FIELD_INVALID, "the account is in " + account.currency());
    }
    Money amount = amount(required("amount"), account.currency());
    CreditDebitIndicator direction =
        choice(
            "creditDebitIndicator",
            required("creditDebitIndicator"),
            CreditDebitIndicator.values());
    String description = text("description", required("description"), DESCRIPTION_LENGTH_MAX);
    String merchant = text("merchantName", optional("merchantName"), MERCHANT_LENGTH_MAX);
    String statusText = optional("status");
    Transaction.Status status =
        statusText == null
            ? Transaction.Status.BOOK
            : choice("status", statusText, Transaction.Status.values());
    String kindText = optional("kind");
    Transaction.Kind kind =
        kindText == null
            ? Transaction.Kind.OTHER
            : choice("kind", kindText, Transaction.Kind.values());
    if (amount == null
        || direction == null
        || description == null
        || status == null
        || kind == null
        || !errors.isEmpty()) {
      throw new ApiException(400, errors);
    }
    Posting.Details details =
        merchant == null
            ? Posting.Details.payment(kind, description, null, "SANDBOX")
            : Posting.Details.card(merchant, null, description);
    InternalAccount against =
        merchant == null ? InternalAccount.CLEARING : InternalAccount.CARD_SETTLEMENT;
    return new Posting(account.accountId(), amount, direction, status, details, against);
  }

  private @Nullable Money amount(@Nullable String text, String currency) {
    if (text == null) {
      return null;
    }
    int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
    if (!AMOUNT.matcher(text).matches() || new BigDecimal(text).scale() > decimals) {
      String form = "an amount is a decimal string such as 12.40, with at most " + decimals;
      fault("amount", ErrorCode.FIELD_INVALID, form + " decimals and no sign");
      return null;
    }
    Money amount = Money.parse(text, currency);
    if (amount.minor() == 0) {
      fault("amount", ErrorCode.FIELD_INVALID, "the amount must be greater than zero");
    }
    return amount;
  }

  private @Nullable String text(String field, @Nullable String text, int lengthMax) {
    if (text != null
        && (text.isBlank()
            || text.length() > lengthMax
            || text.chars().anyMatch(Character::isISOControl))) {
      String form = "1 to " + lengthMax + " characters, not blank, on one line";
      fault(field, ErrorCode.FIELD_INVALID, form);
    }
    return text;
  }

  private <E extends Enum<E>> @Nullable E choice(String field, @Nullable String text, E[] choices) {
    if (text == null) {
      return null;
    }
    for (E choice : choices) {
      if (choice.name().equals(text)) {
        return choice;
      }
    }
    List<String> names = Stream.of(choices).map(Enum::name).toList();
    fault(field, ErrorCode.FIELD_INVALID, "one of " + String.join(", ", names));
    return null;
  }

  private @Nullable String required(String field) {
    if (!body.hasNonNull(field)) {
      fault(field, ErrorCode.FIELD_MISSING, "'" + field + "' is missing");
      return null;
    }
    return optional(field);
  }

  private @Nullable String optional(String field) {
    JsonNode value = body.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      fault(field, ErrorCode.FIELD_INVALID, "'" + field + "' must be a string");
      return null;
    }
    return value.textValue();
  }

  private void fault(String path, ErrorCode code, String message) {
    errors.add(OBError.at(path, code, message));
  }
}
