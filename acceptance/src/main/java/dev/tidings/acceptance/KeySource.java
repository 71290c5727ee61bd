package dev.tidings.acceptance;

import com.nimbusds.jose.jwk.JWKSet;
import dev.tidings.jose.RemoteKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Where an issuer's public keys are: at an address, or in a file.
 *
 * @param shown what the user calls it
 * @param uri to ask {@code http} for
 */
record KeySource(String shown, URI uri, OkHttpClient http) {

  private static final URI FILE_ADDRESS = URI.create("http://keys.invalid/jwks");
  private static final int OK = 200;

  /**
   * The source that the user means.
   *
   * @param where a URL or a file
   * @throws IOException when it is a file that has no keys
   */
  static KeySource of(String where) throws IOException {
    return where.startsWith("http://") || where.startsWith("https://")
        ? new KeySource("at " + where, URI.create(where), new OkHttpClient())
        : new KeySource("in " + where, FILE_ADDRESS, answering(keysIn(Path.of(where))));
  }

  private static String keysIn(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] read = in.readNBytes((int) RemoteKeys.JWKS_BYTES_MAX + 1);
      if (read.length > RemoteKeys.JWKS_BYTES_MAX) {
        throw new IOException("more than " + RemoteKeys.JWKS_BYTES_MAX + " bytes");
      }
      String text = new String(read, StandardCharsets.UTF_8);
      JWKSet.parse(text);
      return text;
    } catch (IOException | ParseException e) {
      throw new IOException("the keys in " + file + " cannot be read: " + e, e);
    }
  }

  /** One that needs no connection. */
  private static OkHttpClient answering(String keys) {
    return new OkHttpClient.Builder()
        .addInterceptor(chain ->
            new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(OK)
                .message("from the file")
                .body(ResponseBody.create(keys, MediaType.get("application/json")))
                .build())
        .build();
  }
}
