package dev.tidings.bank;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.bank.Malformed.Draft;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Bodies that are no JSON object, whatever the endpoint wants in it. */
final class MalformedJson {

  private static final int DEEP = 5_000;
  private static final int HUGE_BYTES = 300 * 1024;

  private MalformedJson() {}

  /**
   * @param request makes the request, without a body and its headers
   * @param good a body that is right
   */
  static Stream<Malformed> of(Supplier<Draft> request, String good) {
    Stream<Malformed> texts =
        texts(good).entrySet().stream()
            .map(text ->
                request.get().body("application/json", text.getValue()).malformed(text.getKey()));
    Stream<Malformed> types =
        Stream.of(
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jose+json",
                "application/json-patch+json",
                "application/json; charset=utf-16",
                "application",
                ";",
                "application/json, text/plain")
            .map(type ->
                request
                    .get()
                    .body(type, good.getBytes(UTF_8))
                    .malformed("of type " + type)
                    .expecting(415));
    Stream<Malformed> others =
        Stream.of(
            request.get().body(null, good.getBytes(UTF_8)).malformed("of no type").expecting(415),
            request
                .get()
                .header("Content-Type", "text/plain")
                .body("application/json", good.getBytes(UTF_8))
                .malformed("of two types")
                .expecting(400, 415),
            request
                .get()
                .header("Content-Encoding", "gzip")
                .body("application/json", good.getBytes(UTF_8))
                .malformed("packed, it says")
                .expecting(400, 415),
            request
                .get()
                .json("{\"x\":\"" + "x".repeat(HUGE_BYTES) + "\"}")
                .malformed("huge text")
                .expecting(413),
            request
                .get()
                .json("[" + "1,".repeat(HUGE_BYTES / 2) + "1]")
                .malformed("huge array")
                .expecting(413));
    return Stream.of(texts, types, others).flatMap(all -> all);
  }

  private static Map<String, byte[]> texts(String good) {
    Map<String, byte[]> texts = new LinkedHashMap<>();
    texts.put("nothing", new byte[0]);
    texts.put("blanks", utf8("   \r\n"));
    texts.put("null", utf8("null"));
    texts.put("a number", utf8("1"));
    texts.put("a text", utf8("\"Data\""));
    texts.put("an array", utf8("[" + good + "]"));
    texts.put("cut short", utf8(good.substring(0, good.length() - 1)));
    texts.put("two objects", utf8(good + good));
    texts.put("a word behind", utf8(good + " x"));
    texts.put("a comma too many", utf8(good.substring(0, good.length() - 1) + ",}"));
    texts.put("a comment", utf8("/* hello */" + good));
    texts.put("apostrophes", utf8(good.replace('"', '\'')));
    texts.put("bare names", utf8(good.replace("\"", "")));
    texts.put("not a number", utf8("{\"x\":NaN}"));
    texts.put("a leading zero", utf8("{\"x\":01}"));
    texts.put("an endless number", utf8("{\"x\":" + "1".repeat(5_000) + "}"));
    texts.put("a form", utf8("a=1&b=2"));
    texts.put("XML", utf8("<?xml version='1.0'?><Data/>"));
    texts.put("UTF-16", good.getBytes(UTF_16));
    texts.put("Latin-1", good.replace("{", "{\"\u00e9\":1,").getBytes(ISO_8859_1));
    texts.put("an overlong encoding", latin("{\"\u00c0\u0080\":1}"));
    texts.put("a surrogate in UTF-8", latin("{\"x\":\"\u00ed\u00a0\u0080\"}"));
    texts.put("bytes that never are UTF-8", latin("{\"x\":\"\u00fe\u00ff\"}"));
    texts.put("half a character", latin("{\"x\":\"\u00e2\u0082\"}"));
    texts.put("a NUL", utf8("{\"x\":\"\u0000\"}"));
    texts.put("a NUL behind", utf8(good + "\u0000"));
    texts.put("an escaped NUL", utf8(good.replaceFirst("\\{", "{\"x\":\"\\\\u0000\",")));
    texts.put("half a pair", utf8(good.replaceFirst("\\{", "{\"x\":\"\\\\ud800\",")));
    texts.put("a broken escape", utf8("{\"x\":\"\\u12\"}"));
    texts.put("a raw line end", utf8("{\"x\":\"a\nb\"}"));
    texts.put("a name twice", utf8(good.replaceFirst("\\{", "{\"x\":1,\"x\":2,")));
    texts.put("deep objects", utf8("{\"x\":".repeat(DEEP) + "1" + "}".repeat(DEEP)));
    texts.put("deep arrays", utf8("[".repeat(DEEP)));
    return texts;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] latin(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
