package dev.tidings.acceptance.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bank's own access log, counted as one would by hand: {@code grep -c '"GET
 * /open-banking/v4.0/aisp/\(accounts\|balances\|transactions\)[/ ]' access.log}.
 */
public record BankAccessLog(Path file) {

  /** Common Log Format: address, TPP, time, request, status, bytes. */
  private static final Pattern DATA_CALL =
      Pattern.compile(
          "\\S+ - (\\S+) \\[[^]]*] \"GET /open-banking/v4\\.0/aisp/"
              + "(?:accounts|balances|transactions)[/ ].*\" \\d{3} (\\d+)");

  /** Calls for data and the bytes of their answers. */
  public record Calls(long calls, long bytes) {

    public static final Calls NONE = new Calls(0, 0);

    public Calls plus(Calls other) {
      return new Calls(calls + other.calls, bytes + other.bytes);
    }

    public Calls minus(Calls other) {
      return new Calls(calls - other.calls, bytes - other.bytes);
    }
  }

  /** The log of the bank that keeps its data in this folder. */
  public static BankAccessLog in(Path folder) {
    return new BankAccessLog(folder.resolve("access.log"));
  }

  /** Calls by TPP, as the bank calls it; {@code -} for those without a token that it knows. */
  public Map<String, Calls> dataCalls() {
    Map<String, Calls> calls = new TreeMap<>();
    for (String line : lines()) {
      Matcher matcher = DATA_CALL.matcher(line);
      if (matcher.matches()) {
        Calls one = new Calls(1, Long.parseLong(matcher.group(2)));
        calls.merge(matcher.group(1), one, Calls::plus);
      }
    }
    return calls;
  }

  /** Calls of all TPPs together. */
  public Calls allDataCalls() {
    return dataCalls().values().stream().reduce(Calls.NONE, Calls::plus);
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
