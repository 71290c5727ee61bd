package dev.tidings.bank;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A request that is wrong in one way, and what it must be answered with.
 *
 * @param name what is wrong with it
 * @param wire its bytes, a character each
 * @param statuses of which the answer has one
 * @param errors of which the answer names one; empty for any
 */
record Malformed(String name, String wire, Set<Integer> statuses, Form form, Set<String> errors) {

  /** What the body of the answer has to be. */
  enum Form {
    /** OBErrorResponse1, or nothing with a 401. */
    OPEN_BANKING,
    /** RFC 6749 §5.2, RFC 7591 §3.2.2. */
    OAUTH,
    /** A page for a person, or either of the others. */
    ANY
  }

  /** The same, for an answer of this status only. */
  Malformed expecting(int... wanted) {
    Set<Integer> set = new TreeSet<>();
    for (int status : wanted) {
      set.add(status);
    }
    return new Malformed(name, wire, set, form, errors);
  }

  byte[] bytes() {
    return wire.getBytes(ISO_8859_1);
  }

  Malformed naming(String... codes) {
    return new Malformed(name, wire, statuses, form, Set.of(codes));
  }

  Malformed in(Form wanted) {
    return new Malformed(name, wire, statuses, wanted, errors);
  }

  @Override
  public String toString() {
    return name;
  }

  /** A request to be spoilt. */
  static final class Draft {

    private final String line;
    private final List<String> headers = new ArrayList<>();
    private byte @Nullable [] body;

    private Draft(String line) {
      this.line = line;
    }

    static Draft of(String method, String target) {
      return line(method + " " + target + " HTTP/1.1").header("Host", "localhost");
    }

    /** Only the request line; no Host. */
    static Draft line(String line) {
      return new Draft(line).header("Connection", "close");
    }

    Draft header(String name, String value) {
      headers.add(name + ": " + value);
      return this;
    }

    Draft rawHeader(String text) {
      headers.add(text);
      return this;
    }

    Draft token(String token) {
      return header("Authorization", "Bearer " + token);
    }

    Draft json(String text) {
      return body("application/json", text.getBytes(UTF_8));
    }

    Draft body(@Nullable String mediaType, byte[] content) {
      body = content;
      if (mediaType != null) {
        header("Content-Type", mediaType);
      }
      return header("Content-Length", String.valueOf(content.length));
    }

    /** With this after the head, whatever the headers say. */
    Draft rawBody(String text) {
      body = text.getBytes(UTF_8);
      return this;
    }

    /** Expecting 400 in the standard's form until told otherwise. */
    Malformed malformed(String name) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      String head = line + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
      bytes.writeBytes(head.getBytes(UTF_8));
      if (body != null) {
        bytes.writeBytes(body);
      }
      String what = line.length() > 80 ? line.substring(0, 80) + "…" : line;
      return new Malformed(
          what + ": " + name, bytes.toString(ISO_8859_1), Set.of(400), Form.OPEN_BANKING, Set.of());
    }
  }
}
