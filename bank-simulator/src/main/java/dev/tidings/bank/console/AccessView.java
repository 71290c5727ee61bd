package dev.tidings.bank.console;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.consent.ConsentUse;
import dev.tidings.bank.console.PermissionWords.Group;
import dev.tidings.openbanking.ConsentStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page on which customers see who can read their accounts, and who could.
 *
 * @param ended newest first
 */
public record AccessView(Frame frame, List<Access> live, List<Access> ended) {

  /** How many can read, in words. */
  public String summary() {
    int applications = (int) live.stream().map(Access::clientId).distinct().count();
    return switch (applications) {
      case 0 -> "No application can read your accounts.";
      case 1 -> "One application can read your accounts.";
      default -> applications + " applications can read your accounts.";
    };
  }

  /**
   * One consent, in words.
   *
   * @param status the standard's word
   * @param note what follows from the status; empty when nothing does
   * @param since when it was given, of one that is in force; when it ended, of another
   * @param left until it expires; empty when it does not
   * @param window of transactions; null when none can be read
   */
  public record Access(
      String consentId,
      String clientId,
      String clientName,
      String status,
      String statusWords,
      String note,
      String since,
      String until,
      String left,
      String lastUsed,
      String reads,
      List<String> accounts,
      List<Group> groups,
      @Nullable String window) {

    static Access of(
        Consent consent,
        String clientName,
        List<String> accounts,
        @Nullable ConsentUse use,
        Instant now) {
      Instant expiresAt = consent.expiresAt();
      return new Access(
          consent.consentId(),
          consent.clientId(),
          clientName,
          consent.status().name(),
          words(consent),
          note(consent),
          Dates.moment(consent.statusChangedAt(), now),
          expiresAt == null ? Dates.until(null) : Dates.moment(expiresAt, now),
          isLive(consent) && expiresAt != null ? Dates.left(expiresAt, now) : "",
          use == null ? "never" : Dates.moment(use.lastReadAt(), now),
          use == null ? "" : use.reads() == 1 ? "1 read" : use.reads() + " reads",
          accounts,
          PermissionWords.groups(consent),
          PermissionWords.window(consent));
    }

    public boolean live() {
      return status.equals(ConsentStatus.AUTH.name());
    }

    /** For the round mark beside the name. */
    public String initial() {
      return clientName.isEmpty() ? "?" : Character.toString(clientName.codePointAt(0));
    }

    private static boolean isLive(Consent consent) {
      return consent.status() == ConsentStatus.AUTH;
    }

    private static String words(Consent consent) {
      return switch (consent.status()) {
        case AWAU -> "Waiting for you";
        case AUTH -> "Has access";
        case RJCT -> "Refused";
        case CANC -> consent.awaitsReauthentication() ? "Paused by us" : "Stopped by you";
        case EXPD -> "Expired";
      };
    }

    private static String note(Consent consent) {
      return switch (consent.status()) {
        case AUTH ->
            consent.accountIds().isEmpty()
                ? "The accounts that it could read are closed; it can read nothing."
                : "";
        case CANC ->
            consent.awaitsReauthentication()
                ? "We want you to confirm it again, in the application."
                : "It can read nothing, unless you allow it again in the application.";
        case EXPD -> "The time you allowed is over. The application may ask you again.";
        case AWAU, RJCT -> "";
      };
    }
  }
}
