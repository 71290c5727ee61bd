package dev.tidings.bank.consent;

import static dev.tidings.openbanking.Permission.ReadAccountsBasic;
import static dev.tidings.openbanking.Permission.ReadAccountsDetail;
import static dev.tidings.openbanking.Permission.ReadTransactionsBasic;
import static dev.tidings.openbanking.Permission.ReadTransactionsCredits;
import static dev.tidings.openbanking.Permission.ReadTransactionsDebits;
import static dev.tidings.openbanking.Permission.ReadTransactionsDetail;

import dev.tidings.bank.http.ApiException;
import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.Permission;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which sets of permissions make sense together. Source: OBIE R/W v4.0, Account Access Consents,
 * Permissions.
 */
public final class PermissionRules {

  /** Where an error is. */
  public static final String PATH = "Data.Permissions";

  /** More codes than this, counted with repetitions, are no request. */
  public static final int CODES_MAX = 100;

  private PermissionRules() {}

  /**
   * The permissions with these codes; a repeated code counts once.
   *
   * @throws ApiException 400 when a code is unknown or the set is not allowed
   */
  public static Set<Permission> parse(List<String> codes) {
    return check(codes);
  }

  /** As {@link #parse}. */
  public static Set<Permission> check(Collection<String> codes) {
    if (codes.isEmpty()) {
      throw refused(ErrorCode.FIELD_MISSING, "name at least one permission");
    }
    if (codes.size() > CODES_MAX) {
      throw refused(ErrorCode.FIELD_INVALID, "name at most " + CODES_MAX + " permissions");
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (String code : codes) {
      permissions.add(
          Permission.find(code)
              .orElseThrow(() ->
                  refused(
                      ErrorCode.FIELD_INVALID,
                      "'" + code + "' is none of the standard's permissions")));
    }
    checkTogether(permissions);
    return Collections.unmodifiableSet(permissions);
  }

  private static void checkTogether(Set<Permission> permissions) {
    if (!hasAny(permissions, ReadAccountsBasic, ReadAccountsDetail)) {
      throw refused(ErrorCode.FIELD_INVALID, "ReadAccountsBasic or ReadAccountsDetail is needed");
    }
    boolean kind = hasAny(permissions, ReadTransactionsBasic, ReadTransactionsDetail);
    boolean direction = hasAny(permissions, ReadTransactionsCredits, ReadTransactionsDebits);
    if (kind && !direction) {
      throw refused(
          ErrorCode.FIELD_INVALID,
          "transactions need ReadTransactionsCredits or ReadTransactionsDebits, or both");
    }
    if (direction && !kind) {
      throw refused(
          ErrorCode.FIELD_INVALID,
          "transactions need ReadTransactionsBasic or ReadTransactionsDetail");
    }
  }

  private static boolean hasAny(Set<Permission> permissions, Permission one, Permission other) {
    return permissions.contains(one) || permissions.contains(other);
  }

  private static ApiException refused(ErrorCode code, String message) {
    return ApiException.badRequest(PATH, code, message);
  }
}
