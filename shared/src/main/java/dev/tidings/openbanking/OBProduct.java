package dev.tidings.openbanking;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What kind of account the bank sold. Source: OBIE R/W v4.0, OBReadProduct2. All rates are percent
 * a year, all tier values decimals in the account's currency.
 */
public record OBProduct(
    String productName,
    String productId,
    String accountId,
    String productType,
    @Nullable OtherProductType otherProductType,
    @JsonProperty("BCA") @Nullable CurrentAccount bca,
    @JsonProperty("PCA") @Nullable CurrentAccount pca) {

  /** The {@code Data} of a products answer. */
  public record Data(List<OBProduct> product) {}

  /** Savings and personal credit cards, for which the standard has no type. */
  public record OtherProductType(
      String name, String description, @Nullable CreditInterest creditInterest) {}

  /** A personal or a business current account. */
  public record CurrentAccount(ProductDetails productDetails, @Nullable Overdraft overdraft) {}

  /** Whom the account is for. */
  public record ProductDetails(List<String> segment) {}

  /** Interest paid to the holder. */
  public record CreditInterest(List<InterestBands> tierBandSet) {}

  /** Bands of balances, each with its rate. */
  public record InterestBands(
      String tierBandMethod,
      String calculationMethod,
      String destination,
      List<InterestBand> tierBand) {}

  /** One band. */
  public record InterestBand(
      String tierValueMinimum,
      String calculationFrequency,
      String applicationFrequency,
      String fixedVariableInterestRateType,
      @JsonProperty("AER") String aer) {}

  /** What being overdrawn costs. */
  public record Overdraft(List<OverdraftBands> overdraftTierBandSet) {}

  /** Bands of overdrafts, each with its rate. */
  public record OverdraftBands(
      String tierBandMethod, boolean authorisedIndicator, List<OverdraftBand> overdraftTierBand) {}

  /** One band. */
  public record OverdraftBand(
      String tierValueMin, String tierValueMax, @JsonProperty("EAR") String ear) {}
}
