package dev.tidings.bank;

import dev.tidings.bank.Malformed.Draft;
import dev.tidings.bank.Malformed.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What can be wrong with a call of any route: its method and its path. */
final class MalformedByRoute {

  private static final List<String> METHODS =
      List.of(
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "TRACE",
          "CONNECT",
          "BREW",
          "get",
          "PROPFIND",
          "G\u00cbT");

  private static final List<String> SPOILT =
      List.of(
          "%zz",
          "%",
          "%2",
          "%C3%28",
          "%c0%ae",
          "%00",
          "/%2e%2e/x",
          "%2Fx",
          "%5Cx",
          "/..;/x",
          ";a=b/x",
          "\u00e9",
          "|",
          "<x>",
          "//x",
          "/../../../etc/passwd");

  private MalformedByRoute() {}

  /** Whether some GET route, perhaps another one with a parameter there, serves this path. */
  private static boolean isRead(Set<String> routes, String path) {
    return routes.stream()
        .filter(route -> route.startsWith("GET "))
        .map(route -> route.substring("GET ".length()).replaceAll("\\{[^}]+}", "[^/]+"))
        .anyMatch(path::matches);
  }

  static List<Malformed> all(Set<String> routes, String pathId) {
    List<Malformed> all = new ArrayList<>();
    Set<String> paths = new TreeSet<>();
    routes.forEach(route -> paths.add(route.split(" ", 2)[1]));
    for (String template : paths) {
      String path = template.replaceAll("\\{[^}]+}", pathId);
      for (String method : METHODS) {
        boolean head = method.equals("HEAD") && isRead(routes, path);
        if (!head && !routes.contains(method + " " + template)) {
          all.add(
              Draft.of(method, path)
                  .header("Content-Type", "application/json")
                  .malformed("wrong method")
                  .expecting(400, 405)
                  .in(Form.ANY));
        }
      }
      for (String tail : SPOILT) {
        all.add(
            Draft.of("GET", path + tail)
                .malformed("spoilt path")
                .expecting(400, 401, 404)
                .in(Form.ANY));
      }
    }
    return all;
  }
}
