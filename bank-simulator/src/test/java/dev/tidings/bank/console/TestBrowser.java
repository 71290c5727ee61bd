package dev.tidings.bank.console;

import dev.tidings.bank.oauth.TestBank;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of a browser as forms and one cookie need. */
final class TestBrowser {

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"");

  private final TestBank bank;
  private String cookie = "none=none";

  TestBrowser(TestBank bank) {
    this.bank = bank;
  }

  HttpResponse<String> open(String address) {
    return keepCookie(bank.get(address, "Cookie", cookie));
  }

  /** Sends the page's hidden fields, and these. */
  HttpResponse<String> submit(HttpResponse<String> page, String path, Map<String, String> fields) {
    Map<String, String> all = hidden(page);
    all.putAll(fields);
    return post(path, all);
  }

  HttpResponse<String> post(String path, Map<String, String> fields) {
    return keepCookie(bank.postForm(path, fields, "Cookie", cookie));
  }

  /** Signs in on the way to this address, and gives the page behind. */
  HttpResponse<String> signInAt(String address, String username) {
    HttpResponse<String> answer =
        submit(open(address), "/console/sign-in", Map.of("customer", username));
    return open(answer.headers().firstValue("Location").orElseThrow());
  }

  static Map<String, String> hidden(HttpResponse<String> page) {
    Map<String, String> fields = new HashMap<>();
    Matcher matcher = HIDDEN.matcher(page.body());
    while (matcher.find()) {
      fields.put(
          matcher.group(1),
          matcher.group(2).replace("&#34;", "\"").replace("&#39;", "'").replace("&amp;", "&"));
    }
    return fields;
  }

  private HttpResponse<String> keepCookie(HttpResponse<String> answer) {
    answer.headers().firstValue("Set-Cookie").ifPresent(sent -> cookie = sent.split(";", 2)[0]);
    return answer;
  }
}
