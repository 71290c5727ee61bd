package dev.tidings.bank.accountinfo;

import dev.tidings.bank.http.ApiException;
import dev.tidings.bank.http.QueryParameters;
import dev.tidings.bank.ledger.Transactions.Cursor;
import dev.tidings.openbanking.ErrorCode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which page is wanted, as an opaque text in a link. It holds a place, not a number, so that a page
 * stays right while transactions arrive. Nothing in it is secret or trusted: consent and filters
 * are applied anew to every page.
 *
 * @param direction on which side of the place the page is
 * @param totalPages as counted for the first page
 */
record PageToken(Direction direction, Cursor cursor, int totalPages) {

  static final String PARAMETER = "page";

  private static final int LENGTH_MAX = 400;

  /** Version, direction, milliseconds since 1970, pages, transaction id. */
  private static final Pattern FORM =
      Pattern.compile("1~([AB])~(\\d{1,15})~(\\d{1,9})~([!-~]{1,210})");

  /** On which side of a place, in the order newest first. */
  enum Direction {
    AFTER("A"),
    BEFORE("B");

    private final String letter;

    Direction(String letter) {
      this.letter = letter;
    }
  }

  /**
   * The page that the query asks for, or null for the first.
   *
   * @throws ApiException 400 U002 when the text was not made by this bank
   */
  static @Nullable PageToken of(Context ctx) {
    String text = QueryParameters.single(ctx, PARAMETER);
    return text == null ? null : parse(text);
  }

  static PageToken parse(String text) {
    Matcher matcher = FORM.matcher(decoded(text));
    if (!matcher.matches()) {
      throw unknown();
    }
    return new PageToken(
        matcher.group(1).equals(Direction.AFTER.letter) ? Direction.AFTER : Direction.BEFORE,
        new Cursor(Instant.ofEpochMilli(Long.parseLong(matcher.group(2))), matcher.group(4)),
        Integer.parseInt(matcher.group(3)));
  }

  String text() {
    String plain =
        String.join(
            "~",
            "1",
            direction.letter,
            String.valueOf(cursor.bookedAt().toEpochMilli()),
            String.valueOf(totalPages),
            cursor.transactionId());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }

  private static String decoded(String text) {
    if (text.length() > LENGTH_MAX) {
      throw unknown();
    }
    try {
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  private static ApiException unknown() {
    return ApiException.badRequest(
        PARAMETER, ErrorCode.FIELD_INVALID, "take " + PARAMETER + " from a link of this bank");
  }
}
