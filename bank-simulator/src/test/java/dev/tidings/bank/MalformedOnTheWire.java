package dev.tidings.bank;

import dev.tidings.bank.Malformed.Draft;
import dev.tidings.bank.Malformed.Form;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Bytes that are no HTTP, or HTTP at odds with itself. Source: RFC 9112 §2, §3.2, §6.3, §7. */
final class MalformedOnTheWire {

  private static final String GET = WholeBank.AISP + "/accounts";
  private static final String POST = WholeBank.AISP + "/account-access-consents";

  private MalformedOnTheWire() {}

  static Stream<Malformed> all(String token) {
    return Stream.of(lines(), heads(), lengths(token), bytes()).flatMap(all -> all);
  }

  private static Stream<Malformed> lines() {
    return Stream.of(
            "GET",
            "GET ",
            "GET " + GET,
            " GET " + GET + " HTTP/1.1",
            "GET  " + GET + "  HTTP/1.1 x",
            "GET " + GET + " HTTP/3.7",
            "GET " + GET + " HTTP/1.1.1",
            "GET " + GET + " http/1.1",
            "GET " + GET + " FTP/1.1",
            "G@T " + GET + " HTTP/1.1",
            "GET\u0000 " + GET + " HTTP/1.1",
            "GET /a b HTTP/1.1",
            "GET http://localhost:x/ HTTP/1.1",
            "GET http:// HTTP/1.1",
            "GET ://x HTTP/1.1",
            "GET * HTTP/1.1",
            "GET accounts HTTP/1.1",
            "GET " + GET + "\u0000 HTTP/1.1",
            "GET " + GET + "?\u0001 HTTP/1.1",
            "PRI * HTTP/2.0",
            "OPTIONS * HTTP/9.9")
        .map(line ->
            Draft.line(line)
                .header("Host", "localhost")
                .malformed("request line")
                .expecting(400, 401, 404, 405, 426)
                .in(Form.ANY));
  }

  private static Stream<Malformed> heads() {
    Stream<Malformed> bad =
        Stream.of(
                "no colon",
                ": no name",
                "x y: space in the name",
                "x : space before the colon",
                "x\u0000: NUL in the name",
                "x: NUL \u0000 in the value",
                " folded: line",
                "x(y): z",
                "Host: other",
                "Host: localhost",
                "Content-Length: x")
            .map(header -> Draft.of("GET", GET).rawHeader(header).malformed("header " + header));
    Stream<Malformed> hosts =
        Stream.of("", "a b", "localhost:port", "localhost:99999", "[::1", "a/b", "user@host")
            .map(host ->
                Draft.line("GET " + GET + " HTTP/1.1")
                    .header("Host", host)
                    .malformed("Host '" + host + "'")
                    .expecting(400, 401));
    Stream<Malformed> sizes =
        Stream.of(
            Draft.line("GET " + GET + " HTTP/1.1").malformed("no Host"),
            Draft.of("GET", GET)
                .header("x", "y".repeat(20_000))
                .malformed("long header")
                .expecting(431),
            many().malformed("many headers").expecting(431),
            Draft.of("GET", GET + "?" + "x".repeat(20_000))
                .malformed("long query")
                .expecting(414, 431),
            Draft.of("GET", "/" + "x/".repeat(20_000)).malformed("long path").expecting(414, 431),
            Draft.of("POST", POST)
                .header("Expect", "200-nothing")
                .json("{}")
                .malformed("unknown expectation")
                .expecting(401, 417));
    return Stream.of(bad, hosts, sizes).flatMap(all -> all);
  }

  private static Draft many() {
    Draft draft = Draft.of("GET", GET);
    for (int i = 0; i < 2_000; i++) {
      draft.header("x-" + i, "y");
    }
    return draft;
  }

  private static Stream<Malformed> lengths(String token) {
    return Stream.of(
            List.of("Content-Length: 2", "Content-Length: 3"),
            List.of("Content-Length: 2, 3"),
            List.of("Content-Length: -1"),
            List.of("Content-Length: +2"),
            List.of("Content-Length: 0x2"),
            List.of("Content-Length: 2 2"),
            List.of("Content-Length: \u0662"),
            List.of("Content-Length: 99999999999999999999"),
            List.of("Content-Length:"),
            List.of("Content-Length: 50"),
            List.of("Content-Length: 2", "Transfer-Encoding: chunked"),
            List.of("Transfer-Encoding: chunked", "Content-Length: 2"),
            List.of("Transfer-Encoding: chunked"),
            List.of("Transfer-Encoding: chunked, chunked"),
            List.of("Transfer-Encoding: gzip"),
            List.of("Transfer-Encoding: identity, chunked"),
            List.of("Transfer-Encoding: chunked, identity"),
            List.of("Transfer-Encoding: xchunked"))
        .map(headers -> {
          Draft draft =
              Draft.of("POST", POST).token(token).header("Content-Type", "application/json");
          headers.forEach(draft::rawHeader);
          return draft.rawBody("{}").malformed(String.join(" and ", headers)).expecting(400, 413);
        });
  }

  private static Stream<Malformed> bytes() {
    return Stream.of(
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
            "\r\n\r\n\r\nx\r\n\r\n",
            "\u0000\u0000\u0000\u0000\r\n\r\n",
            "{\"jsonrpc\":\"2.0\"}\r\n\r\n",
            "SSH-2.0-OpenSSH\r\n\r\n",
            "EHLO bank\r\n\r\n",
            "\u00ff\u00fe\u0000G\u0000E\u0000T\r\n\r\n")
        .map(text -> new Malformed("bytes " + text.strip(), text, Set.of(400), Form.ANY, Set.of()));
  }
}
