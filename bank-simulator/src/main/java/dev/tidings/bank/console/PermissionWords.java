package dev.tidings.bank.console;

import static dev.tidings.openbanking.Permission.ReadAccountsDetail;
import static dev.tidings.openbanking.Permission.ReadTransactionsCredits;
import static dev.tidings.openbanking.Permission.ReadTransactionsDebits;

import dev.tidings.bank.consent.Consent;
import dev.tidings.openbanking.Permission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Permissions in plain words, grouped as the UK's Customer Experience Guidelines group them for
 * customers.
 */
public final class PermissionWords {

  private PermissionWords() {}

  /** What belongs together for a customer. */
  public record Group(String heading, List<String> lines) {}

  static List<Group> groups(Consent consent) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    consent.permissions().stream()
        .sorted()
        .forEach(permission -> {
          List<String> lines =
              groups.computeIfAbsent(heading(permission), heading -> new ArrayList<>());
          String line = line(permission, consent.permissions());
          if (!line.isEmpty() && !lines.contains(line)) {
            lines.add(line);
          }
        });
    return groups.entrySet().stream()
        .map(group -> new Group(group.getKey(), List.copyOf(group.getValue())))
        .toList();
  }

  /** The days whose transactions can be read; null when none can. */
  static @Nullable String window(Consent consent) {
    if (!consent.allows(Permission.ReadTransactionsBasic)) {
      return null;
    }
    Instant from = consent.transactionsFrom();
    Instant to = consent.transactionsTo();
    String end = to == null ? ", and new ones" : " up to " + Dates.day(to);
    return (from == null ? "all that the bank keeps" : "from " + Dates.day(from)) + end;
  }

  private static String heading(Permission permission) {
    return switch (permission) {
      case ReadAccountsBasic, ReadAccountsDetail, ReadPAN -> "Your account details";
      case ReadBalances -> "Your balances";
      case ReadTransactionsBasic,
          ReadTransactionsCredits,
          ReadTransactionsDebits,
          ReadTransactionsDetail ->
          "Your transactions";
      case ReadBeneficiariesBasic,
          ReadBeneficiariesDetail,
          ReadDirectDebits,
          ReadScheduledPaymentsBasic,
          ReadScheduledPaymentsDetail,
          ReadStandingOrdersBasic,
          ReadStandingOrdersDetail ->
          "Your regular and future payments";
      case ReadStatementsBasic, ReadStatementsDetail -> "Your statements";
      case ReadOffers, ReadProducts -> "Your products and offers";
      case ReadParty, ReadPartyPSU -> "Your contact details";
    };
  }

  /** Empty where another permission of the same group says it. */
  private static String line(Permission permission, Set<Permission> all) {
    return switch (permission) {
      case ReadAccountsBasic ->
          all.contains(ReadAccountsDetail) ? "" : "Name, type and currency of the accounts";
      case ReadAccountsDetail ->
          "Name, type and currency of the accounts, account numbers and sort codes";
      case ReadPAN -> "Full card numbers";
      case ReadBalances -> "What is in the accounts, and when it changes";
      case ReadTransactionsBasic -> "Amounts and dates of payments";
      case ReadTransactionsDetail -> "Amounts, dates, descriptions, and who was paid or paid you";
      case ReadTransactionsCredits -> all.contains(ReadTransactionsDebits) ? "" : "Money in only";
      case ReadTransactionsDebits -> all.contains(ReadTransactionsCredits) ? "" : "Money out only";
      case ReadBeneficiariesBasic -> "Names of the people you pay";
      case ReadBeneficiariesDetail -> "Names and account numbers of the people you pay";
      case ReadDirectDebits -> "Direct debits";
      case ReadScheduledPaymentsBasic -> "Scheduled payments";
      case ReadScheduledPaymentsDetail -> "Scheduled payments and whom they go to";
      case ReadStandingOrdersBasic -> "Standing orders";
      case ReadStandingOrdersDetail -> "Standing orders and whom they go to";
      case ReadStatementsBasic -> "Dates of your statements";
      case ReadStatementsDetail -> "Your statements with all they say";
      case ReadOffers -> "Offers the bank made you";
      case ReadProducts -> "Fees, charges and interest rates";
      case ReadParty -> "Name and contact details of the account's holders";
      case ReadPartyPSU -> "Your name and contact details";
    };
  }
}
