package dev.tidings.bank.console;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.console.PermissionWords.Group;
import dev.tidings.openbanking.ConsentStatus;
import java.util.List;
import java.util.stream.Collectors;

/** The page with everything a customer has agreed to. */
public record ConsentListView(Frame frame, List<Row> rows) {

  /** One consent, in words. */
  public record Row(
      String consentId,
      String clientName,
      String status,
      String statusWords,
      String accounts,
      String reads,
      String since,
      String until,
      boolean revocable) {

    static Row of(Consent consent, String clientName, List<String> accountNames) {
      return new Row(
          consent.consentId(),
          clientName,
          consent.status().name(),
          words(consent.status()),
          String.join(", ", accountNames),
          PermissionWords.groups(consent).stream()
              .map(Group::heading)
              .collect(Collectors.joining(", ")),
          Dates.day(consent.createdAt()),
          Dates.until(consent.expiresAt()),
          consent.status() == ConsentStatus.AUTH);
    }

    private static String words(ConsentStatus status) {
      return switch (status) {
        case AWAU -> "Waiting for you";
        case AUTH -> "Has access";
        case RJCT -> "Refused";
        case CANC -> "Stopped by you";
        case EXPD -> "Expired";
      };
    }
  }
}
