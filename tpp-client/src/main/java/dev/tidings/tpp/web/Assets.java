package dev.tidings.tpp.web;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Static files from the class path, in memory. Their address carries a digest of them all, so that
 * browsers may keep them for ever.
 */
final class Assets {

  private static final Map<String, String> TYPES =
      new LinkedHashMap<>(
          Map.of(
              "app.css", "text/css; charset=utf-8",
              "app.js", "text/javascript; charset=utf-8",
              "icon.svg", "image/svg+xml"));
  private static final int DIGEST_CHARACTERS = 12;

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final String path;

  Assets() {
    TYPES.keySet().stream().sorted().forEach(name -> files.put(name, read(name)));
    this.path = "/assets/" + digest();
  }

  /** The folder's address, without a slash at its end. */
  String path() {
    return path;
  }

  void register(RoutesConfig routes) {
    files.forEach((name, content) ->
        routes.get(
            path + "/" + name,
            ctx -> {
              ctx.header("Cache-Control", "public, max-age=31536000, immutable");
              ctx.contentType(TYPES.getOrDefault(name, "application/octet-stream"));
              ctx.result(content);
            }));
  }

  private String digest() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      files.values().forEach(sha256::update);
      return HexFormat.of().formatHex(sha256.digest()).substring(0, DIGEST_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] read(String name) {
    try (InputStream file = Assets.class.getResourceAsStream("/web/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the jar lacks web/" + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
