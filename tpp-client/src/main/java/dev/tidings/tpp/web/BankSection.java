package dev.tidings.tpp.web;

import dev.tidings.tpp.view.UnifiedView.AccountView;
import dev.tidings.tpp.view.UnifiedView.BankView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bank on the page, with its accounts.
 *
 * @param place 0 for the first bank; chooses its colour
 */
public record BankSection(BankView bank, List<AccountView> accounts, int place) {

  private static final int COLOURS = 5;

  public String colourClass() {
    return "bank-colour-" + place % COLOURS;
  }

  public String initial() {
    String name = bank.name().strip();
    return name.isEmpty() ? "?" : name.substring(0, name.offsetByCodePoints(0, 1));
  }

  public String stateClass() {
    return switch (bank.state()) {
      case CONNECTED -> "good";
      case NOT_CONNECTED -> "quiet";
      case UNREACHABLE, REVOKED, EXPIRED -> "warn";
    };
  }

  public String stateLabel() {
    return switch (bank.state()) {
      case CONNECTED -> "Connected";
      case NOT_CONNECTED -> "Not connected";
      case UNREACHABLE -> "Not reachable";
      case REVOKED -> "Access withdrawn";
      case EXPIRED -> "Access expired";
    };
  }

  /** What the state means for the customer; the bank's own detail where there is one. */
  public @Nullable String explanation() {
    String detail = bank.detail();
    if (detail != null) {
      return detail;
    }
    return switch (bank.state()) {
      case CONNECTED -> accounts.isEmpty() ? "No accounts are shared yet." : null;
      case NOT_CONNECTED -> "Connect to see its accounts here. You choose which, at the bank.";
      case UNREACHABLE -> "The bank does not answer at the moment. We keep trying.";
      case REVOKED -> "You withdrew our access at the bank. The figures no longer change.";
      case EXPIRED -> "Our access has run out. Renew it to see new figures.";
    };
  }

  /** What to say of a bank that has not told us anything. */
  public String silence() {
    Instant until = bank.consentExpiresAt();
    return switch (bank.state()) {
      case CONNECTED ->
          until == null ? "Nothing has changed yet" : "Shared until " + Figures.day(until);
      case EXPIRED -> until == null ? "No longer shared" : "Shared until " + Figures.day(until);
      case REVOKED -> "No longer shared";
      case NOT_CONNECTED, UNREACHABLE -> "Not shared yet";
    };
  }

  /** What the connect button says; null where there is nothing to press. */
  public @Nullable String buttonLabel() {
    return switch (bank.state()) {
      case NOT_CONNECTED -> "Connect";
      case REVOKED -> "Connect again";
      case EXPIRED -> "Renew";
      case CONNECTED, UNREACHABLE -> null;
    };
  }

  public String connectPath() {
    return "/connect?bank=" + URLEncoder.encode(bank.bankId(), StandardCharsets.UTF_8);
  }
}
