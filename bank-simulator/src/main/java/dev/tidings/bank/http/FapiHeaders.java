package dev.tidings.bank.http;

import dev.tidings.openbanking.ErrorCode;
import dev.tidings.openbanking.OBError;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The optional headers of a call: right, or not there. Source: OBIE R/W v4.0, HTTP Headers. */
public final class FapiHeaders {

  /** There when the customer is. */
  public static final String CUSTOMER_IP_ADDRESS = "x-fapi-customer-ip-address";

  private static final String AUTH_DATE = "x-fapi-auth-date";

  /** RFC 9110 §5.6.7, as a Full Date. */
  private static final Pattern FULL_DATE =
      Pattern.compile(
          "(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d{2} "
              + "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \\d{4} "
              + "\\d{2}:\\d{2}:\\d{2} (GMT|UTC)");

  private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}");
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IP_V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IP_V6 =
      Pattern.compile("(?=[^:]*:[^:]*:)[0-9a-fA-F:]{2,39}(" + OCTET + "(\\." + OCTET + "){3})?");

  private FapiHeaders() {}

  /**
   * Lets pass what is well-formed.
   *
   * @throws ApiException 400 U006 that names the header at fault
   */
  public static void check(Context ctx) {
    check(ctx, AUTH_DATE, FULL_DATE, "a date such as Sun, 10 Sep 2017 19:43:31 GMT");
    String address = check(ctx, CUSTOMER_IP_ADDRESS, ADDRESS, "one IP address");
    if (address != null && !IP_V4.matcher(address).matches() && !isV6(address)) {
      throw invalid(CUSTOMER_IP_ADDRESS, "one IP address");
    }
  }

  private static @Nullable String check(
      Context ctx, String header, Pattern form, String expectation) {
    if (ctx.header(header) == null) {
      return null;
    }
    List<String> values = Collections.list(ctx.req().getHeaders(header));
    if (values.size() != 1 || !form.matcher(values.getFirst()).matches()) {
      throw invalid(header, expectation);
    }
    return values.getFirst();
  }

  private static boolean isV6(String address) {
    return IP_V6.matcher(address).matches();
  }

  private static ApiException invalid(String header, String expectation) {
    return new ApiException(
        400,
        List.of(OBError.at(header, ErrorCode.HEADER_INVALID, header + " must be " + expectation)));
  }
}
