package dev.tidings.bank.console;

import dev.tidings.bank.consent.Consent;
import dev.tidings.bank.console.PermissionWords.Group;
import dev.tidings.bank.ledger.Account;
import dev.tidings.bank.oauth.AuthorizationRequested;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a customer decides.
 *
 * @param until in words
 * @param window of transactions, in words; null when no transaction is asked for
 * @param redirectHost where the browser goes next
 * @param request the TPP's request, to be checked again with the decision
 * @param problem what was wrong with the last try, or null
 */
public record ConsentView(
    Frame frame,
    String clientName,
    List<Group> groups,
    String until,
    @Nullable String window,
    String redirectHost,
    List<AccountChoice> accounts,
    String request,
    @Nullable String problem) {

  /** An account with its checkbox. */
  public record AccountChoice(
      String accountId, String name, String identification, String balance, boolean chosen) {

    static AccountChoice of(Account account, boolean chosen) {
      return new AccountChoice(
          account.accountId(),
          account.nickname(),
          account.identification(),
          Amounts.of(account.booked()),
          chosen);
    }
  }

  /**
   * @param chosen the accounts whose boxes are ticked
   */
  static ConsentView of(
      Frame frame,
      AuthorizationRequested request,
      List<Account> accounts,
      Set<String> chosen,
      @Nullable String problem) {
    Consent consent = Objects.requireNonNull(request.consent());
    return new ConsentView(
        frame,
        request.client().name(),
        PermissionWords.groups(consent),
        Dates.until(consent.expiresAt()),
        PermissionWords.window(consent),
        URI.create(request.redirectUri()).getHost(),
        accounts.stream()
            .map(account -> AccountChoice.of(account, chosen.contains(account.accountId())))
            .toList(),
        request.query(),
        problem);
  }
}
