package dev.tidings.bank.consent;

import dev.tidings.bank.http.ApiException;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.Permission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which permissions can be asked for together. Source: OBIE R/W v4.0, Permissions. */
public final class PermissionRules {

  private static final String PATH = "Data.Permissions";

  private PermissionRules() {}

  /**
   * Reads permission codes; duplicates are fine.
   *
   * @throws ApiException 400 when the rules do not allow them
   */
  public static Set<Permission> parse(List<String> codes) {
    Set<Permission> asked = EnumSet.noneOf(Permission.class);
    for (String code : codes) {
      asked.add(
          Permission.find(code).orElseThrow(() -> refused("'" + code + "' is no permission")));
    }
    if (!asked.contains(Permission.ReadAccountsBasic)
        && !asked.contains(Permission.ReadAccountsDetail)) {
      throw refused("ReadAccountsBasic or ReadAccountsDetail is required");
    }
    boolean transactions =
        asked.contains(Permission.ReadTransactionsBasic)
            || asked.contains(Permission.ReadTransactionsDetail);
    boolean directions =
        asked.contains(Permission.ReadTransactionsCredits)
            || asked.contains(Permission.ReadTransactionsDebits);
    if (transactions != directions) {
      throw refused("transactions need Basic or Detail together with Credits or Debits");
    }
    return asked;
  }

  private static ApiException refused(String message) {
    return ApiException.badRequest(PATH, ErrorCode.FIELD_INVALID, message);
  }
}
