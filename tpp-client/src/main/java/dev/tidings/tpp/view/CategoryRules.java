package dev.tidings.tpp.view;

import dev.tidings.openbanking.OBTransaction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts a transaction into a category: by the merchant's category code where there is one (ISO
 * 18245), else by the bank's transaction code (ISO 20022), else by words in its text. Whether it
 * leads to another account of the customer is known only by their accounts, not here.
 */
final class CategoryRules {

  /** Codes up to and with {@code last} that are no others' before. */
  private record Codes(int first, int last, Category category) {}

  private record Words(Pattern pattern, Category category) {}

  /** The first that holds a code counts. */
  private static final List<Codes> MERCHANTS =
      List.of(
          new Codes(742, 742, Category.HEALTH),
          new Codes(3000, 3999, Category.TRAVEL),
          new Codes(4111, 4131, Category.TRANSPORT),
          new Codes(4411, 4722, Category.TRAVEL),
          new Codes(4784, 4789, Category.TRANSPORT),
          new Codes(4812, 4900, Category.BILLS),
          new Codes(5300, 5300, Category.GROCERIES),
          new Codes(5411, 5411, Category.GROCERIES),
          new Codes(5422, 5451, Category.GROCERIES),
          new Codes(5462, 5462, Category.EATING_OUT),
          new Codes(5499, 5499, Category.GROCERIES),
          new Codes(5541, 5542, Category.TRANSPORT),
          new Codes(5811, 5814, Category.EATING_OUT),
          new Codes(5815, 5818, Category.LEISURE),
          new Codes(5912, 5912, Category.HEALTH),
          new Codes(5960, 5960, Category.INSURANCE),
          new Codes(6010, 6011, Category.CASH),
          new Codes(6300, 6381, Category.INSURANCE),
          new Codes(7011, 7033, Category.TRAVEL),
          new Codes(7230, 7298, Category.HEALTH),
          new Codes(7511, 7549, Category.TRANSPORT),
          new Codes(7829, 7999, Category.LEISURE),
          new Codes(8011, 8099, Category.HEALTH),
          new Codes(8211, 8351, Category.FAMILY),
          new Codes(9311, 9311, Category.TAX),
          new Codes(5000, 5999, Category.SHOPPING));

  /** The first that is found counts. */
  private static final List<Words> DEBITS =
      List.of(
          words("insurance|assurance|insurer", Category.INSURANCE),
          words("mortgages?|lettings?|rent|landlord|housing|halls", Category.HOME),
          words("hmrc|vat|self assessment|customs", Category.TAX),
          words("pensions?", Category.PENSION),
          words("nursery|childcare|school|tuition|lessons", Category.FAMILY),
          words(
              "council tax|energy|electric\\w*|gas|water|broadband|mobile|phone|telecom",
              Category.BILLS),
          words("fitness|gym|leisure|cinema", Category.LEISURE),
          words("dental|dentist|optician|clinic|pharmacy", Category.HEALTH),
          words("groceries|grocer|supermarket", Category.GROCERIES),
          words("coffee|caf[eé]|bakery|restaurant|lunch|dinner|takeaway", Category.EATING_OUT),
          words("bus|rail|railway|train|tram|taxis?|cab|parking|fuel", Category.TRANSPORT),
          words("books?|bookshop", Category.SHOPPING),
          words("currency exchange", Category.TRANSFERS));

  private static final List<Words> CREDITS =
      List.of(
          words("salary|wages|payroll|pensions?|benefit", Category.INCOME),
          words("currency exchange", Category.TRANSFERS));

  private CategoryRules() {}

  static Category of(OBTransaction transaction) {
    return byMerchant(transaction)
        .or(() -> byBankCode(transaction))
        .orElseGet(() -> byWords(transaction));
  }

  private static Optional<Category> byMerchant(OBTransaction transaction) {
    OBTransaction.MerchantDetails merchant = transaction.merchantDetails();
    String code = merchant == null ? null : merchant.merchantCategoryCode();
    if (code == null || !code.matches("\\d{4}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(code);
    return MERCHANTS.stream()
        .filter(codes -> codes.first() <= number && number <= codes.last())
        .map(Codes::category)
        .findFirst();
  }

  private static Optional<Category> byBankCode(OBTransaction transaction) {
    OBTransaction.TransactionCode code = transaction.bankTransactionCode();
    return switch (code == null ? "" : code.subCode()) {
      case "SALA", "PENS", "BENE" -> Optional.of(Category.INCOME);
      case "CWDL", "CDPT" -> Optional.of(Category.CASH);
      case "INTR", "FEES", "CHRG", "COMM" -> Optional.of(Category.CHARGES);
      default -> Optional.empty();
    };
  }

  private static Category byWords(OBTransaction transaction) {
    boolean credit = transaction.money().minor() > 0;
    String text = text(transaction).toLowerCase(Locale.ROOT);
    return (credit ? CREDITS : DEBITS)
        .stream()
            .filter(words -> words.pattern().matcher(text).find())
            .map(Words::category)
            .findFirst()
            .orElse(Category.OTHER);
  }

  private static String text(OBTransaction transaction) {
    OBTransaction.MerchantDetails merchant = transaction.merchantDetails();
    return given(transaction.transactionInformation())
        + ' '
        + given(merchant == null ? null : merchant.merchantName());
  }

  private static String given(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Words words(String alternatives, Category category) {
    return new Words(
        Pattern.compile("\\b(?:" + alternatives + ")\\b", Pattern.UNICODE_CHARACTER_CLASS),
        category);
  }
}
