package dev.tidings.openbanking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who holds an account. Source: OBIE R/W v4.0, OBParty2. */
public record OBParty(
    String partyId,
    String partyNumber,
    @Nullable String partyType,
    String name,
    String fullLegalName,
    String legalStructure,
    @Nullable Boolean beneficialOwnership,
    @Nullable String accountRole,
    @Nullable String emailAddress,
    @Nullable String mobile,
    @Nullable Relationships relationships,
    @Nullable List<Address> address) {

  /** The {@code Data} of an answer about one party. */
  public record One(OBParty party) {}

  /** The {@code Data} of an answer about an account's parties. */
  public record Many(List<OBParty> party) {}

  /** The account by which the party is related to the call. */
  public record Relationships(Related account) {}

  /**
   * @param related absolute address of the resource
   */
  public record Related(String related, String id) {}

  /** Where the party lives. */
  public record Address(
      String addressType,
      String streetName,
      String buildingNumber,
      String townName,
      String postCode,
      String country) {}
}
