package dev.tidings.bank.accountinfo;

import dev.tidings.bank.ledger.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of what one call shows to one right: another right, page or filter has another name.
 *
 * <p>A strong one is made from the bytes. A weak one is made before there are any, from the
 * versions of the accounts that they depend on; it costs no reading of what it names. Source: RFC
 * 9110 §8.8.3.
 *
 * @param text without quotes
 */
record EntityTag(boolean weak, String text) {

  /** Raise it when an endpoint shows the same accounts otherwise than before. */
  private static final String FORM = "2";

  private static final int TEXT_BYTES = 18;
  private static final Pattern TAG = Pattern.compile("\\s*(?:W/)?\"([\\x21\\x23-\\x7e]*)\"\\s*");

  /**
   * @param right under which it is shown
   */
  static EntityTag ofBytes(String right, byte[] bytes) {
    MessageDigest digest = digest();
    add(digest, right);
    digest.update(bytes);
    return new EntityTag(false, text(digest));
  }

  /**
   * For what follows from the right, the address and the state of these accounts, and from nothing
   * else. They must have been read before the rest is.
   *
   * @param address with its query
   */
  static EntityTag ofVersions(String right, String address, List<Account> accounts) {
    MessageDigest digest = digest();
    add(digest, FORM);
    add(digest, right);
    add(digest, address);
    for (Account account : accounts) {
      add(digest, account.accountId());
      add(digest, Long.toString(account.version()));
    }
    return new EntityTag(true, text(digest));
  }

  /** Whether one of the fields of {@code If-None-Match} names it, weakly compared. */
  boolean isNamedBy(List<String> ifNoneMatch) {
    for (String field : ifNoneMatch) {
      if (field.strip().equals("*")) {
        return true;
      }
      for (String tag : field.split(",", -1)) {
        Matcher matcher = TAG.matcher(tag);
        if (matcher.matches() && matcher.group(1).equals(text)) {
          return true;
        }
      }
    }
    return false;
  }

  /** As in the header {@code ETag}. */
  String header() {
    return (weak ? "W/" : "") + '"' + text + '"';
  }

  private static void add(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static String text(MessageDigest digest) {
    byte[] bytes = digest.digest();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, TEXT_BYTES));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
