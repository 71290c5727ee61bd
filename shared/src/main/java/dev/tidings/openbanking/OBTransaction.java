package dev.tidings.openbanking;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry on an account. Source: OBIE R/W v4.0, OBReadDataTransaction6, Transaction. */
public record OBTransaction(
    String accountId,
    String transactionId,
    @Nullable String transactionReference,
    CreditDebitIndicator creditDebitIndicator,
    Status status,
    @Nullable String transactionMutability,
    Instant bookingDateTime,
    @Nullable Instant valueDateTime,
    @Nullable String transactionInformation,
    Amount amount,
    @Nullable CurrencyExchange currencyExchange,
    @Nullable TransactionCode bankTransactionCode,
    @Nullable ProprietaryCode proprietaryBankTransactionCode,
    @Nullable RunningBalance balance,
    @Nullable MerchantDetails merchantDetails,
    @Nullable OBAgent creditorAgent,
    @Nullable Counterparty creditorAccount,
    @Nullable OBAgent debtorAgent,
    @Nullable Counterparty debtorAccount,
    @Nullable CardInstrument cardInstrument) {

  /** The {@code Data} of a transactions answer. */
  public record Data(List<OBTransaction> transaction) {}

  /** The states the bank uses of OBEntryStatus1Code. */
  public enum Status {
    BOOK,
    PDNG
  }

  /** ISO 20022 bank transaction code: family and sub-family. */
  public record TransactionCode(String code, String subCode) {}

  /** The bank's own code of the kind of entry. */
  public record ProprietaryCode(String code, @Nullable String issuer) {}

  /** The balance after this entry. */
  public record RunningBalance(
      CreditDebitIndicator creditDebitIndicator, BalanceType type, Amount amount) {}

  /**
   * How another currency became the account's. Source: OBIE R/W v4.0, OBCurrencyExchange5.
   *
   * @param sourceCurrency what the payment was made in
   * @param targetCurrency what the account is kept in
   * @param unitCurrency of which one unit is worth {@code exchangeRate} of the other
   * @param instructedAmount as the shop asked for it
   */
  public record CurrencyExchange(
      String sourceCurrency,
      String targetCurrency,
      String unitCurrency,
      BigDecimal exchangeRate,
      Amount instructedAmount) {}

  /** The shop. {@code merchantCategoryCode} is ISO 18245. */
  public record MerchantDetails(
      @Nullable String merchantName, @Nullable String merchantCategoryCode) {}

  /** The card that was used; {@code identification} is its number, masked unless ReadPAN. */
  public record CardInstrument(
      String cardSchemeName, String authorisationType, String name, String identification) {}

  /** The account on the other side. */
  public record Counterparty(
      @Nullable String schemeName, @Nullable String identification, @Nullable String name) {}

  /** The signed sum. */
  public Money money() {
    return amount.signed(creditDebitIndicator);
  }
}
