package dev.tidings.bank.accountinfo;

import dev.tidings.bank.ledger.Account;
import dev.tidings.openbanking.OBProduct;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of the bank's products an account is. Source: OBIE R/W v4.0, Products. */
final class ProductOf {

  private static final String SAVINGS_RATE = "4.10";
  private static final String OVERDRAFT_RATE = "39.90";

  private ProductOf() {}

  static OBProduct account(Account account) {
    boolean business = business(account);
    return switch (account.type()) {
      case CURRENT ->
          business
              ? product(account, "BusinessCurrentAccount", null, currentAccount(account), null)
              : product(account, "PersonalCurrentAccount", null, null, currentAccount(account));
      case SAVINGS -> product(account, "Other", savings(), null, null);
      case CREDIT_CARD ->
          business
              ? product(account, "CommercialCreditCard", null, null, null)
              : product(account, "Other", creditCard(), null, null);
    };
  }

  private static boolean business(Account account) {
    return account.category() == Account.Category.Business;
  }

  private static OBProduct product(
      Account account,
      String type,
      OBProduct.@Nullable OtherProductType other,
      OBProduct.@Nullable CurrentAccount bca,
      OBProduct.@Nullable CurrentAccount pca) {
    return new OBProduct(
        account.category() + " " + name(account),
        account.category() + "-" + account.type() + "-" + account.currency(),
        account.accountId(),
        type,
        other,
        bca,
        pca);
  }

  private static String name(Account account) {
    return switch (account.type()) {
      case CURRENT -> "current account, " + account.currency();
      case SAVINGS -> "easy access savings";
      case CREDIT_CARD -> "credit card";
    };
  }

  private static OBProduct.CurrentAccount currentAccount(Account account) {
    var details = new OBProduct.ProductDetails(List.of(business(account) ? "Standard" : "General"));
    if (account.creditLimit().minor() == 0) {
      return new OBProduct.CurrentAccount(details, null);
    }
    var band = new OBProduct.OverdraftBand("0.00", account.creditLimit().decimal(), OVERDRAFT_RATE);
    var bands = new OBProduct.OverdraftBands("Whole", true, List.of(band));
    return new OBProduct.CurrentAccount(details, new OBProduct.Overdraft(List.of(bands)));
  }

  private static OBProduct.OtherProductType savings() {
    var band = new OBProduct.InterestBand("0.00", "FQDY", "FQMY", "INVA", SAVINGS_RATE);
    var bands = new OBProduct.InterestBands("INWH", "ITCO", "INSC", List.of(band));
    return new OBProduct.OtherProductType(
        "Savings",
        "Easy access, interest every month",
        new OBProduct.CreditInterest(List.of(bands)));
  }

  private static OBProduct.OtherProductType creditCard() {
    return new OBProduct.OtherProductType(
        "Credit card", "Paid in full each month by direct debit", null);
  }
}
