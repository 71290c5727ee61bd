package dev.tidings.acceptance.system;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;

/** Keeps cookies as a browser would, for as long as the program runs. */
final class CookiesInMemory implements CookieJar {

  private final Map<String, Cookie> cookies = new ConcurrentHashMap<>();

  @Override
  public void saveFromResponse(HttpUrl url, List<Cookie> received) {
    for (Cookie cookie : received) {
      cookies.put(cookie.name() + "@" + cookie.domain() + cookie.path(), cookie);
    }
  }

  @Override
  public List<Cookie> loadForRequest(HttpUrl url) {
    return cookies.values().stream().filter(cookie -> cookie.matches(url)).toList();
  }
}
