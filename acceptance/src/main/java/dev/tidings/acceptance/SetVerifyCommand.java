package dev.tidings.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.jose.KeysUnavailableException;
import dev.tidings.jose.RemoteKeys;
import dev.tidings.openbanking.OpenBankingJson;
import dev.tidings.securityevent.SetRejectedException;
import dev.tidings.securityevent.SetVerifier;
import dev.tidings.securityevent.SharedSignalVerifier;
import dev.tidings.securityevent.TrustedIssuer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether a SET may be believed, and if not, which check fails. */
@Command(
    name = "set-verify",
    description = {
      "Checks a Security Event Token as a receiver has to: form, header, signature, issuer,",
      "audience, time. One with typ secevent+jwt is taken for Shared Signals', any other for Open",
      "Banking's. Prints what it says and ends 0, or names the check that fails and ends 1; ends 2",
      "if the SET or the keys cannot be read, for then it may be right or wrong.",
      "",
      "Example: pbpaste | scripts/set-verify --issuer http://localhost:8081 --audience CLIENT_ID"
    },
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = SetVerifyCommand.UNREADABLE)
final class SetVerifyCommand implements Callable<Integer> {

  /** Bytes that are read at most: more than any SET that is accepted. */
  private static final int BYTES_MAX = 2 * SetVerifier.SET_LENGTH_MAX;

  /** Exit code when nothing was checked. */
  static final int UNREADABLE = 2;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The SET, one compact JWS; without it the standard input is read.")
  private @Nullable Path file;

  @Option(names = "--issuer", required = true, description = "The iss that the SET must have.")
  private String issuer = "";

  @Option(
      names = "--jwks",
      paramLabel = "URL|FILE",
      description = "Where the issuer's public keys are; without it ISSUER/jwks.")
  private @Nullable String jwks;

  @Option(
      names = "--audience",
      description =
          "The aud that the SET must have, your client_id; without it aud is not checked.")
  private @Nullable String audience;

  @Override
  public Integer call() {
    try {
      String set = read().strip();
      verify(set);
      System.out.println(decoded(SignedJWT.parse(set)));
      return 0;
    } catch (SetRejectedException e) {
      return fails(e.error().code() + ": " + e.getMessage());
    } catch (ParseException e) {
      return fails("invalid_request: not a signed SET: " + e.getMessage());
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("cannot be checked: " + e);
      return UNREADABLE;
    }
  }

  private void verify(String set) throws SetRejectedException, IOException, ParseException {
    SignedJWT jwt = SignedJWT.parse(set);
    String expected = audience;
    if (expected == null) {
      expected = jwt.getJWTClaimsSet().getAudience().stream().findFirst().orElse("");
      System.err.println("aud is not checked: give --audience");
    }
    KeySource source = KeySource.of(jwks == null ? issuer + "/jwks" : jwks);
    TrustedIssuer trusted = new TrustedIssuer(issuer, source.uri(), expected);
    try {
      verify(set, jwt, trusted, source.http());
    } catch (KeysUnavailableException e) {
      throw new IOException("the keys " + source.shown() + " cannot be read", e);
    }
  }

  private void verify(String set, SignedJWT jwt, TrustedIssuer trusted, OkHttpClient http)
      throws SetRejectedException {
    Clock clock = Clock.systemUTC();
    RemoteKeys keys = new RemoteKeys(http, clock);
    if (SharedSignalVerifier.isOne(jwt)) {
      new SharedSignalVerifier(trusted, keys, clock).verify(set);
    } else {
      new SetVerifier(
              iss -> issuer.equals(iss) ? Optional.of(trusted) : Optional.empty(), keys, clock)
          .verify(set);
    }
  }

  private String read() throws IOException {
    try (InputStream in = file == null ? System.in : Files.newInputStream(file)) {
      return new String(in.readNBytes(BYTES_MAX), StandardCharsets.US_ASCII);
    }
  }

  private static String decoded(SignedJWT set) throws ParseException, JsonProcessingException {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("header", set.getHeader().toJSONObject());
    parts.put("claims", set.getPayload().toJSONObject());
    return OpenBankingJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(parts);
  }

  private static int fails(String why) {
    System.err.println("not to be believed: " + why);
    return 1;
  }
}
